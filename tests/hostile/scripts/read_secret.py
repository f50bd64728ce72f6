# expect: forbidden | must: a file that anybody may read is not read
print("BREACH", open("@CANARY@/settings.py").read())


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
