# expect: ok | must: no limit is raised, no user changed, no namespace entered, by libc either
import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)
done = []
for name in ("AS", "CPU", "NPROC", "NOFILE", "FSIZE"):
    try:
        resource.setrlimit(getattr(resource, "RLIMIT_" + name), (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        done.append(name)
    except (OSError, ValueError):
        pass
buffer = ctypes.create_string_buffer(4096)
for call in (
    ("setuid", 0), ("setgid", 0), ("setresuid", 0, 0, 0), ("unshare", 0x10000000), ("chroot", b"/"),
    ("mount", b"none", b"/", b"tmpfs", 0, None), ("ptrace", 16, os.getppid(), 0, 0), ("memfd_create", b"x", 0),
    ("shmget", 0, 4096, 0o1666), ("msgget", 0, 0o1666), ("semget", 0, 1, 0o1666), ("socket", 1, 1, 0),
    ("socketpair", 1, 1, 0, buffer), ("prctl", 4, 1, 0, 0, 0), ("prctl", 38, 0, 0, 0, 0), ("fork",),
    ("process_vm_readv", os.getppid(), buffer, 1, buffer, 1, 0), ("open_by_handle_at", 3, buffer, 0),
    ("sched_setaffinity", 0, 8, buffer), ("nice", -10), ("personality", 0x0040000), ("setsid",),
):
    if getattr(libc, call[0])(*call[1:]) >= 0:
        done.append(call)
print("BREACH" if done else "blocked", done)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
