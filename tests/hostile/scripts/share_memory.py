# expect: ok | must: no memory, lock or queue that another process could find
import ctypes
import mmap
import multiprocessing
from multiprocessing import shared_memory

shared = []
for name, call in (
    ("SharedMemory", lambda: shared_memory.SharedMemory("firstfit_breach", create=True, size=4096)),
    ("Semaphore", lambda: multiprocessing.Semaphore(1)),
    ("Queue", lambda: multiprocessing.Queue().put(1)),
    ("Manager", lambda: multiprocessing.Manager()),
    ("Pipe", lambda: multiprocessing.Pipe()),
    ("shm_open", lambda: [][0 if ctypes.CDLL(None).shm_open(b"/firstfit_breach", 0o102, 0o666) < 0 else None]),
):
    try:
        call()
        shared.append(name)
    except (OSError, IndexError, ImportError, EOFError):
        pass
    except TypeError:
        shared.append(name)
mmap.mmap(-1, 4096, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)  # shared with nobody: there is no child
print("BREACH" if set(shared) - {"Pipe"} else "clean", shared)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
