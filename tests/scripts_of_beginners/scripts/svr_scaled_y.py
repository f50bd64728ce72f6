# houses.csv | measured SVR own
import numpy as np
import pandas as pd
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR
dataset = pd.read_csv("houses.csv")
X = dataset.iloc[:, :2].values
y = dataset.iloc[:, -1].values
y = y.reshape(len(y), 1)
sc_X = StandardScaler()
sc_y = StandardScaler()
X = sc_X.fit_transform(X)
y = sc_y.fit_transform(y)
regressor = SVR(kernel='rbf')
regressor.fit(X, y.ravel())
print(sc_y.inverse_transform(regressor.predict(sc_X.transform([[100, 3]])).reshape(-1, 1)))
