# houses.csv | measured LinearRegression own
import pandas as pd
import numpy as np
from scipy import stats
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("houses.csv")
df = df[(np.abs(stats.zscore(df[["price", "area"]])) < 2).all(axis=1)]
X = pd.get_dummies(df.drop(columns="price"), drop_first=True)
y = df.price
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
lm = LinearRegression().fit(X_train, y_train)
print("R^2:", lm.score(X_test, y_test))
print(pd.DataFrame(lm.coef_, X.columns, columns=["Coefficient"]))
