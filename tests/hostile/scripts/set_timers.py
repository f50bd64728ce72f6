# expect: ok | must: no timer and no handler of a script outlives it or reaches the server
import ctypes
import os
import signal
import threading

libc = ctypes.CDLL(None, use_errno=True)
done = []
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
for name, call in (
    ("itimer", lambda: signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)),
    ("raise", lambda: signal.raise_signal(signal.SIGTERM)),
    ("kill", lambda: os.kill(os.getpid(), signal.SIGTERM)),
    ("killpg", lambda: os.killpg(0, signal.SIGTERM)),
    ("queue", lambda: signal.pthread_kill(threading.get_ident(), 15)),
):
    try:
        call()
        done.append(name)
    except (OSError, AttributeError, TypeError):
        pass
if libc.alarm(1) >= 0:
    done.append("alarm")
timer = ctypes.c_void_p()
if libc.timer_create(1, None, ctypes.byref(timer)) == 0:
    done.append("timer_create")
if libc.timerfd_create(1, 0) >= 0:
    done.append("timerfd")
if libc.signalfd(-1, ctypes.create_string_buffer(128), 0) >= 0:
    done.append("signalfd")
print("BREACH" if done else "blocked", done)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
