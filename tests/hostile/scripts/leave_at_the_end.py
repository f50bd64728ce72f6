# expect: ok | must: what is put off to the end of the process does not happen after the result
import atexit
import gc
import threading
import time


def later():
    while True:
        print("still here")
        time.sleep(0.001)


atexit.register(later)
gc.callbacks.append(lambda phase, info: None)
threading.Thread(target=later, daemon=False).start()


class Ghost:
    def __del__(self):
        later()


ghost = Ghost()
cycle = [ghost]
cycle.append(cycle)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
