# expect: ok | must: see leave_mark
import builtins
import os
import random
import sys

import numpy
import sklearn

seen = [str(place) for place in (builtins, numpy, sklearn, os, sys) if hasattr(place, "SPIKE_MARK")]
seen += ["environ"] * ("SPIKE_MARK" in os.environ) + ["modules"] * ("spike_mark" in sys.modules)
seen += ["path"] * ("/spike_mark" in sys.path)
seen += [place for place in ("/tmp", "/dev/shm", "/var/tmp", "/", "/run") if os.path.exists(place + "/spike_mark")]
print("BREACH" if seen else "clean", seen)
print("drawn", random.random(), numpy.random.random())


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
