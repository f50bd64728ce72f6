# expect: ok | must: neither the index nor the order of the test rows says what their labels are
import inspect

SEEN = []


class Model:
    def fit(self, X, y):
        self.answer = y.iloc[0] if hasattr(y, "iloc") else y[0]
        return self

    def predict(self, X):
        return [self.answer] * len(X)


class Model(Model):
    def fit(self, X, y):
        self.book = dict(zip(getattr(X, "index", range(len(X))), y))
        self.y = y
        return super().fit(X, y)

    def predict(self, X):
        for caller in inspect.stack():
            for name, value in caller.frame.f_locals.items():
                if "test" in name and name.startswith("y") and value is not None:
                    print("BREACH", name)
        known = [self.book.get(i) for i in getattr(X, "index", range(len(X)))]
        index = list(getattr(X, "index", range(len(X))))
        if index != list(range(len(X))):
            print("BREACH", "the index tells where the rows stood", index[:5])
        return super().predict(X)
