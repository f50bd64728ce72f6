# expect: crash,bad_output | must: a result written by patched code of ours is judged like any other
import json
import sys

frames = sys.modules["evaluations.core.frames"]
deep = "[" * 12_000
json.dumps = lambda *a, **k: deep
frames.json.dumps = json.dumps
frames._finite_scores = lambda scores: {"accuracy": 1e308}


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
