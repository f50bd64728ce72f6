# expect: memory_limit,time_limit | must: the limit holds for memory that is really used
import mmap

held = []
while True:
    block = mmap.mmap(-1, 1 << 25)
    block.write(b"x" * (1 << 25))
    held.append(block)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
