# expect: ok | must: nothing that a trace function can see holds a test label
import gc
import sys
import threading

found = set()


def look(frame, event, argument):
    for name, value in list(frame.f_locals.items()) + list(frame.f_globals.items()):
        if name == "y_test" and value is not None:
            found.add(name)
        if isinstance(value, (list, tuple, dict)) or not hasattr(type(value), "__dataclass_fields__"):
            continue
        if getattr(value, "y_test", None) is not None:
            found.add(type(value).__name__)
    return look


sys.addaudithook(lambda event, arguments: None)
sys.settrace(look)
sys.setprofile(look)
threading.settrace(look)
frame = sys._getframe()
while frame:
    look(frame, "call", None)
    frame.f_trace = look
    frame = frame.f_back


class Model:
    def fit(self, X, y):
        self.labels = sorted(set(y.tolist() if hasattr(y, "tolist") else y))
        return self

    def predict(self, X):
        n = len(X)
        for thing in gc.get_objects():
            shape = getattr(thing, "shape", None)
            if type(thing).__name__ == "ndarray" and shape == (n,) and thing.dtype.kind in "if":
                if set(thing.tolist()) <= {0.0, 1.0}:
                    found.add("an array of labels")
        print("BREACH" if found else "clean", found)
        return [self.labels[0]] * n
