# expect: ok | must: nothing of other jobs lies about in memory
import ctypes
import gc

import numpy as np

secret = b"CANARY-" + b"3f1c"
found = []
for _ in range(20):
    fresh = np.empty(1 << 20, dtype=np.uint8)
    if secret in fresh.tobytes():
        found.append("heap")
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
for size in (64, 512, 4096, 65_536):
    for _ in range(50):
        where = libc.malloc(size)
        if secret in ctypes.string_at(where, size):
            found.append("malloc")
texts = [thing for thing in gc.get_objects() if isinstance(thing, (list, dict)) and "DATABASE_URL" in str(thing)[:5000]]
print("GIVEN AWAY" if found or len(texts) > 50 else "clean", found)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
