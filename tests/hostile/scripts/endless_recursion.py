# expect: recursion | must: said as what it is
class Model:
    def fit(self, X, y):
        return self.fit(X, y)

    def predict(self, X):
        return [0] * len(X)
