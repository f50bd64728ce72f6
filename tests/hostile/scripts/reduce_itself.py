# expect: ok | must: what runs while a model is copied or described runs in its own process only
import os

TRIED = []


class Trap:
    def _spring(self, *args):
        try:
            os.system("touch /tmp/firstfit_breach")
            open("/tmp/firstfit_breach", "w").close()
        except OSError:
            TRIED.append(1)
        return (Trap, ())

    __reduce__ = __reduce_ex__ = _spring

    def __deepcopy__(self, memo):
        self._spring()
        return self

    def __repr__(self):
        self._spring()
        return "\x1b[2J<script>alert(1)</script>" * 1000

    __str__ = __repr__

    def __eq__(self, other):
        self._spring()
        return True

    __hash__ = None


class Model:
    def __init__(self, trap=None):
        self.trap = trap or Trap()

    def fit(self, X, y):
        self.answer = y.iloc[0] if hasattr(y, "iloc") else y[0]

    def predict(self, X):
        return [self.answer] * len(X)


model = Model(Trap())
