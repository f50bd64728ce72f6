# expect: forbidden | must: the learner is told the line
import urllib.request

urllib.request.urlopen("http://127.0.0.1:9/data.csv", timeout=2)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
