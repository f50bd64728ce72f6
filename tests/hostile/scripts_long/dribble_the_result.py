# expect: time_limit | must: a result that comes byte by byte ends with the wall clock
import json
import os
import time


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        for letter in json.dumps({"version": 1, "pipeline": "script", "ok": True}).encode() * 100:
            os.write(5, bytes([letter]))
            time.sleep(0.05)
        return [0] * len(X)
