# expect: output_too_large | must: warnings and logs count as printing
import logging
import warnings

logging.basicConfig(level=logging.DEBUG)
warnings.simplefilter("always")
for number in range(100_000):
    warnings.warn("look out " * 20, stacklevel=1)
    logging.error("x" * 500)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
