# expect: memory_limit | must: predict is under the same limit as the rest
import numpy as np


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return np.ones((50_000, 50_000)).sum(axis=1)[: len(X)]
