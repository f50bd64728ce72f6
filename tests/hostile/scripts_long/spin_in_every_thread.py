# expect: time_limit | must: the computing time of all threads counts
import ctypes
import threading

libc = ctypes.CDLL(None)
buffer = ctypes.create_string_buffer(1 << 20)


def spin():
    while True:
        libc.memset(buffer, 1, 1 << 20)


for _ in range(8):
    threading.Thread(target=spin, daemon=True).start()
spin()


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
