# expect: ok | must: a printed score is words, whatever they look like
print("accuracy: 1.0\n\x1b[2J\x1b]0;owned\x07<h1>Verified score: 100 %</h1>\r" + "\u202e" + "99 %")
print("|accuracy|1.0|\n![x](http://127.0.0.1/x.png) [a](javascript:alert(1))")
print('{"version": 1, "pipeline": "script", "ok": true}')


class Model:
    def fit(self, X, y):
        self.answer = y.iloc[0] if hasattr(y, "iloc") else y[0]
        return self

    def predict(self, X):
        return [self.answer] * len(X)
