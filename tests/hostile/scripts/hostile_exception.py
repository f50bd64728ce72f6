# expect: script_error | must: an error that fights back is told all the same
class Spiteful(Exception):
    def __str__(self):
        raise Spiteful
    __repr__ = __str__

    @property
    def errno(self):
        return "\x1b[2J" * 1000

    def __getattribute__(self, name):
        if name in ("__cause__", "__context__"):
            return self
        return super().__getattribute__(name)


Spiteful.__name__ = "\u202e" + "<b>" * 300
Spiteful.__qualname__ = Spiteful.__name__


class Model:
    def fit(self, X, y):
        raise Spiteful

    def predict(self, X):
        return [0] * len(X)
