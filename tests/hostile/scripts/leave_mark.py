# expect: ok | must: nothing that one fold leaves reaches the next
import builtins
import os
import sys

import numpy
import sklearn

for place in (builtins, numpy, sklearn, os, sys):
    place.SPIKE_MARK = 1
os.environ["SPIKE_MARK"] = "1"
sys.modules["spike_mark"] = sys
sys.path.append("/spike_mark")
for place in ("/tmp", "/dev/shm", "/var/tmp", "/", "/run", "@CANARY@"):
    try:
        open(place + "/spike_mark", "w").write("1")
    except OSError:
        pass


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
