# heart.csv | no_model: left no model
import numpy as np
import pandas as pd
df = pd.read_csv("heart.csv", sep=";")
X = df[["age", "pressure"]].values
X = (X - X.mean(0)) / X.std(0)
y = df["sick"].values
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
w = np.zeros(2); b = 0.0
for epoch in range(200):
    p = sigmoid(X @ w + b)
    w -= 0.1 * X.T @ (p - y) / len(y)
    b -= 0.1 * (p - y).mean()
print("accuracy", ((sigmoid(X @ w + b) > 0.5) == y).mean())
