# expect: forbidden | must: one fork is one too many
import os

while True:
    os.fork()


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
