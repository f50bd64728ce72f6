# expect: memory_limit,time_limit | must: garbage that cannot be collected counts as memory
import gc

gc.disable()


class Knot:
    def __init__(self):
        self.me = self
        self.weight = bytearray(100_000)


while True:
    Knot()


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
