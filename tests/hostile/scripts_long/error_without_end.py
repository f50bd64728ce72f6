# expect: time_limit | must: an error message that never ends is cut by the clock
class Endless(Exception):
    def __str__(self):
        while True:
            pass


class Model:
    def fit(self, X, y):
        raise Endless

    def predict(self, X):
        return [0] * len(X)
