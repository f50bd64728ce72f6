# expect: bad_output,script_error | must: objects that are equal to everything are no labels
class Every:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash("0")

    def __str__(self):
        return "1\x1b[31m"

    def __float__(self):
        raise ValueError("\u202e no")


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [Every() for _ in range(len(X))]
