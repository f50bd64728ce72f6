# expect: ok | must: threads and exit handlers end with the job
import atexit
import threading
import time

atexit.register(time.sleep, 1000)
for _ in range(4):
    threading.Thread(target=time.sleep, args=(1000,)).start()


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
