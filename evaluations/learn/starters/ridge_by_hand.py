"""Ridge regression by hand. One line is missing; fill it in and upload this file.

As it stands all weights are zero: it answers with the mean, and scores like the baseline.
"""

import numpy as np

reimplements = "Ridge()"


class Ridge:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def fit(self, X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        self.centre_, self.mean_ = X.mean(axis=0), y.mean()
        X, y = X - self.centre_, y - self.mean_
        # The weights solve (XᵀX + alpha · I) w = Xᵀy:
        #    np.linalg.solve(X.T @ X + self.alpha * np.eye(X.shape[1]), X.T @ y)
        self.weights_ = np.zeros(X.shape[1])
        return self

    def predict(self, X):
        return (np.asarray(X, dtype=float) - self.centre_) @ self.weights_ + self.mean_
