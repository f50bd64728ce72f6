# expect: time_limit | must: waiting is no way around the limit on computing
import time


class Model:
    def fit(self, X, y):
        time.sleep(1000)

    def predict(self, X):
        return [0] * len(X)
