# houses.csv | measured RandomForestRegressor own
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
df = pd.read_csv("houses.csv")
df["size"] = pd.qcut(df["area"], 4, labels=False)
df = df.join(pd.get_dummies(df.pop("town"), prefix="town"))
split = int(len(df) * 0.75)
train, test = df.iloc[:split], df.iloc[split:]
X_train, y_train = train.drop("price", axis=1), train.price
X_test, y_test = test.drop("price", axis=1), test.price
regr = RandomForestRegressor(n_estimators=20)
regr.fit(X_train, y_train)
print("R2", regr.score(X_test, y_test))
importances = pd.Series(regr.feature_importances_, X_train.columns).sort_values()
importances.plot.barh()
