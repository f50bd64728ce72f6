# expect: ok | must: no new file, no changed file, no poisoned library
import os
import sys

import numpy

written = []
places = ["/", "/tmp", "/dev/shm", "/var/tmp", "/run", "@CANARY@", os.path.dirname(numpy.__file__), sys.prefix, os.getcwd()]
for place in places:
    for flags in (os.O_CREAT | os.O_WRONLY, os.O_RDWR | getattr(os, "O_TMPFILE", 0)):
        target = place if flags & os.O_RDWR else os.path.join(place, "firstfit_breach_own")
        try:
            os.close(os.open(target, flags, 0o666))
            written.append((place, flags))
        except OSError:
            pass
for change in (
    lambda: open("@CANARY@/victim", "a").write("x"),
    lambda: os.truncate("@CANARY@/victim", 0),
    lambda: os.remove("@CANARY@/victim"),
    lambda: os.rename("@CANARY@/victim", "@CANARY@/firstfit_breach_moved"),
    lambda: os.chmod("@CANARY@/victim", 0o777),
    lambda: os.utime("@CANARY@/victim"),
    lambda: os.symlink("/etc/passwd", "@CANARY@/firstfit_breach_link"),
    lambda: os.mkdir("@CANARY@/firstfit_breach_folder"),
):
    try:
        change()
        written.append(change)
    except OSError:
        pass
print("BREACH" if written else "blocked", written)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
