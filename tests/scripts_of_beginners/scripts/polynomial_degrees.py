# houses.csv | measured LinearRegression own
import numpy as np, pandas as pd, matplotlib.pyplot as plt
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import PolynomialFeatures
from sklearn.model_selection import train_test_split
from sklearn.metrics import r2_score
dataset = pd.read_csv('houses.csv')
X = dataset.iloc[:, 0:1].values
y = dataset.iloc[:, -1].values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
poly = PolynomialFeatures(degree=3)
X_poly = poly.fit_transform(X_train)
regressor = LinearRegression()
regressor.fit(X_poly, y_train)
print(r2_score(y_test, regressor.predict(poly.transform(X_test))))
plt.scatter(X, y, color='red'); plt.plot(np.sort(X, axis=0), regressor.predict(poly.transform(np.sort(X, axis=0)))); plt.show()
