# expect: ok | must: patched libraries are gone with the process that patched them
import builtins
import sys

import numpy
import pandas
import sklearn.metrics

for module in (numpy, pandas, sklearn.metrics):
    module.BREACH = True
numpy.mean = lambda *a, **k: 1.0
sklearn.metrics.accuracy_score = lambda *a, **k: 1.0
pandas.DataFrame.__len__ = lambda self: 60
builtins.sorted = lambda values, *a, **k: list(values)
for name in [name for name in sys.modules if name.startswith("evaluations.core.metric")]:
    setattr(sys.modules[name], "score_predictions", lambda *a, **k: {"accuracy": 1.0})


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * X.shape[0]
