# expect: ok | must: no other process by any way that Python knows
import os
import subprocess
import sys

made = []
for way in (
    lambda: subprocess.run([sys.executable or "/usr/bin/python3", "-c", "pass"]),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
    lambda: os.fork() or os._exit(0),
    lambda: os.forkpty(),
    lambda: os.execv("/bin/true", ["true"]),
    lambda: os.popen("true").read(),
):
    try:
        way()
        made.append(way)
    except OSError:
        pass
if os.system("true") == 0:
    made.append("system")
print("BREACH" if made else "blocked", made)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
