# expect: script_error,memory_limit | must: a stack cannot be larger than the memory there is
import threading

threading.stack_size(1 << 30)
threading.Thread(target=lambda: None).start()


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
