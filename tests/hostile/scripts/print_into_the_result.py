# expect: crash,bad_output | must: what is printed into the result pipe is no result
import os

os.dup2(5, 1)
print('{"version": 1, "pipeline": "script", "ok": true}', flush=True)
os.write(1, b"\x00" * 480)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
