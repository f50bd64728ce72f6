# expect: crash | must: a process that writes where it must not takes nobody with it
import ctypes

ctypes.memset(8, 0, 64)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
