# expect: ok | must: threads made past Python are counted as well
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
start = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)
waiting = ctypes.cast(libc.pause, ctypes.c_void_p)
made = 0
for _ in range(400):
    thread = ctypes.c_ulong()
    if libc.pthread_create(ctypes.byref(thread), None, waiting, None) != 0:
        break
    made += 1
print("BREACH" if made >= 100 else "held", made)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
