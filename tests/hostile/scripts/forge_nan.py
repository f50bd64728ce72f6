# expect: bad_output | must: NaN from a patched harness is refused outside
import numpy as np

from evaluations.core import scripts

scripts.read_codes = lambda predicted, n_rows, labels: np.full(n_rows, np.nan)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
