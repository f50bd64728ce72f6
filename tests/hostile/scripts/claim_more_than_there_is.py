# expect: bad_output,crash | must: no length is taken on the child's word
import json
import os


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        header = {
            "version": 1, "pipeline": "script", "ok": True, "importances": 100_000, "probabilities": True,
            "decision": True, "rows": 10**12, "shape": [10**9, 10**9], "dtype": "|O",
        }
        os.write(5, json.dumps(header).encode() + b"\n" + b"\x00" * 2000)
        os._exit(0)
