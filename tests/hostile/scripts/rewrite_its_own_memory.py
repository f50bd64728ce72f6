# expect: ok | must: its own memory has no door in the file system, and nobody else's has one at all
import os

# Not "exe": in tier 2 it leads to the interpreter, which every script may read.

opened = []
for pid in ("self", "thread-self", "1", "2", str(os.getpid()), str(os.getppid())):
    for name in ("mem", "maps", "environ", "cmdline", "fd/0", "root", "cwd", "task", "attr/current",
                 "oom_score_adj", "clear_refs", "pagemap", "stack", "syscall", "timerslack_ns", "coredump_filter"):
        for flags in (os.O_RDONLY, os.O_RDWR):
            try:
                opened.append((pid, name, os.open(f"/proc/{pid}/{name}", flags)))
            except OSError:
                pass
print("BREACH" if opened else "blocked", opened)


class Model:
    def fit(self, X, y):
        self.answer = y.iloc[0] if hasattr(y, "iloc") else y[0]
        return self

    def predict(self, X):
        return [self.answer] * len(X)
