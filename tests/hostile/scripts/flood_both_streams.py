# expect: output_too_large | must: what is printed is cut, and the platform's memory with it
import os

while True:
    os.write(1, b"A" * 65536)
    os.write(2, b"B" * 65536)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
