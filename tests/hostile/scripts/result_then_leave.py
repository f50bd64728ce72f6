# expect: ok | must: a forged frame gives nothing that predict could not give
import json
import os
import struct


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        header = {"version": 1, "pipeline": "baseline", "ok": True, "fit_seconds": -1, "train_scores": {"accuracy": 2}}
        os.write(5, json.dumps(header).encode() + b"\n" + struct.pack("<d", 1.0) * len(X))
        os._exit(0)
