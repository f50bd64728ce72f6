# expect: crash | must: an abort is told as one and leaves no core file
import faulthandler
import os

faulthandler.enable()
os.abort()


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
