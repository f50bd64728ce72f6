# expect: ok,memory_limit | must: threads are counted, with the smallest stacks too
import threading
import time

threading.stack_size(1 << 16)
started = 0
try:
    while started < 500:
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
        started += 1
except RuntimeError:
    pass
print("BREACH" if started > 100 else "held", started)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
