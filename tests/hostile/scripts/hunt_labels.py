# expect: ok | must: no test label in any object, frame, or file of a library
import gc

import sklearn.datasets as toys

found = []
for thing in gc.get_objects():
    if type(thing).__name__ == "Job" and getattr(thing, "y_test", None) is not None:
        found.append("job")
for load in (toys.load_iris, toys.load_wine, toys.load_breast_cancer, toys.load_digits, toys.load_diabetes):
    try:
        load()
        found.append(load.__name__)
    except OSError:
        pass
print("BREACH" if found else "clean", found)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
