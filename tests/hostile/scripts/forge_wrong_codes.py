# expect: bad_output | must: checks that are patched away in the child are made again outside
import numpy as np

from evaluations.core import scripts

scripts.read_codes = lambda predicted, n_rows, labels: np.full(n_rows, 99.0)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
