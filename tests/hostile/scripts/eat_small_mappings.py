# expect: memory_limit | must: many small mappings end like one large one
import mmap

held = []
while True:
    held.append(mmap.mmap(-1, 1 << 16))
    held[-1][:] = b"x" * (1 << 16)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
