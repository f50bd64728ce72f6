# expect: ok | must: the name of a class is text like any other
class Base:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)


def make_model():
    name = "\x1b[31m\u202e<script>alert(1)</script>\u2066" + "a" * 10_000
    made = type("Model", (Base,), {})
    made.__name__ = name
    return made()
