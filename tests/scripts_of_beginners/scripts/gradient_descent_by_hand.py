# houses.csv | measured LinearRegressionGD own
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt

class LinearRegressionGD:
    def __init__(self, lr=0.1, n_iter=300):
        self.lr = lr
        self.n_iter = n_iter

    def fit(self, X, y):
        n, m = X.shape
        self.w = np.zeros(m)
        self.b = 0
        self.losses = []
        for _ in range(self.n_iter):
            e = X @ self.w + self.b - y
            self.w -= self.lr * 2 / n * (X.T @ e)
            self.b -= self.lr * 2 / n * e.sum()
            self.losses.append((e ** 2).mean())

    def predict(self, X):
        return X @ self.w + self.b

data = pd.read_csv("houses.csv")
X = data[["area", "rooms"]].to_numpy(dtype=float)
y = data["price"].to_numpy(dtype=float)
X = (X - X.mean(axis=0)) / X.std(axis=0)
y = (y - y.mean()) / y.std()
np.random.seed(0)
idx = np.random.permutation(len(X))
cut = int(0.8 * len(X))
train_idx, test_idx = idx[:cut], idx[cut:]
gd = LinearRegressionGD()
gd.fit(X[train_idx], y[train_idx])
pred = gd.predict(X[test_idx])
plt.plot(gd.losses)
plt.title("loss")
print("MSE", ((pred - y[test_idx]) ** 2).mean())
print("R2:", 1 - ((pred - y[test_idx]) ** 2).sum() / ((y[test_idx] - y[test_idx].mean()) ** 2).sum())
