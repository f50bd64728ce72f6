"""Logistic regression by hand, for two classes. One line is missing; fill it in and upload this file.

As it stands the weights never move: it is undecided about every row.
"""

import numpy as np

reimplements = "LogisticRegression()"


class LogisticRegression:
    def __init__(self, rate=0.5, steps=500):
        self.rate, self.steps = rate, steps

    def fit(self, X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y)
        self.labels_ = np.unique(y)
        self.centre_, self.spread_ = X.mean(axis=0), X.std(axis=0) + 1e-9
        X, happened = self.prepare(X), (y == self.labels_[-1]).astype(float)
        self.weights_ = np.zeros(X.shape[1])
        for _ in range(self.steps):
            said = 1 / (1 + np.exp(-X @ self.weights_))
            # Which way is downhill? The average of (said - happened) times each feature:
            #    X.T @ (said - happened) / len(X)
            slope = 0 * X.T @ (said - happened)
            self.weights_ = self.weights_ - self.rate * slope
        return self

    def prepare(self, X):
        """Scaled, with a column of ones for the constant."""
        return np.column_stack([np.ones(len(X)), (np.asarray(X, dtype=float) - self.centre_) / self.spread_])

    def predict(self, X):
        return self.labels_[(self.prepare(X) @ self.weights_ > 0).astype(int)]
