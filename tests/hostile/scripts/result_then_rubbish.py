# expect: crash | must: a good frame with rubbish behind it is no good frame
import json
import os
import struct


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        header = {"version": 1, "pipeline": "script", "ok": True}
        os.write(5, json.dumps(header).encode() + b"\n" + struct.pack("<d", 1.0) * len(X) + b"\xff" * 40_000)
        os._exit(0)
