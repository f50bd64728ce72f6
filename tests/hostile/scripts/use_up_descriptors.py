# expect: ok | must: descriptors are used up for this process alone, and none is not ours
import os

import numpy

held = []
try:
    while True:
        held.append(os.open(numpy.__file__, os.O_RDONLY))
except OSError as error:
    print(error.errno, len(held))
strangers = []
for number in range(6, 4096):
    if number not in held:
        try:
            os.fstat(number)
            strangers.append(number)
        except OSError:
            pass
for number in held:
    os.close(number)
print("BREACH" if strangers or len(held) > 100 else "held", strangers)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
