# houses.csv | measured RandomForestRegressor own
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split
from sklearn.metrics import mean_absolute_error
df = pd.read_csv("houses.csv")
df["town"] = df["town"].astype("category").cat.codes
X_train, X_test, y_train, y_test = train_test_split(df.drop("price", axis=1), df["price"], random_state=2)
q = y_train.quantile(0.95)
keep = y_train < q
X_train, y_train = X_train[keep], y_train[keep]
rf = RandomForestRegressor(n_estimators=20, random_state=0)
rf.fit(X_train, y_train)
print("MAE", mean_absolute_error(y_test, rf.predict(X_test)))
