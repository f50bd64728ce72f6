# expect: ok | must: no signal to the server, its init, its group, or anybody
import os
import signal

sent = []
for pid in (os.getppid(), 1, -1, 0, @VICTIM@):
    for number in (0, signal.SIGSTOP, signal.SIGTERM):
        try:
            os.kill(pid, number)
            sent.append((pid, number))
        except OSError:
            pass
print("BREACH" if sent else "blocked", sent)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
