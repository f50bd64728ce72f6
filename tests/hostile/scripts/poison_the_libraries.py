# expect: ok | must: no library, compiled file or folder of libraries is changed by any call that could
import ctypes
import os
import platform
import sysconfig

import joblib
import numpy
import sklearn.base

libc = ctypes.CDLL(None, use_errno=True)
targets = [sklearn.base.__file__, sklearn.base.__cached__, numpy.__file__, joblib.__file__, os.__file__]
targets += [sysconfig.get_path("purelib") + "/firstfit_breach.pth", sysconfig.get_path("purelib")]
done = []
for target in targets:
    for act in (
        lambda: open(target, "ab").close(),
        lambda: os.open(target, os.O_WRONLY),
        lambda: os.open(target, os.O_RDWR | os.O_TRUNC),
        lambda: os.open(target, os.O_RDONLY | os.O_TRUNC),
        lambda: os.truncate(target, 0),
        lambda: os.utime(target),
        lambda: os.chmod(target, 0o777),
        lambda: os.chown(target, -1, -1),
        lambda: os.link(target, target + "firstfit_breach"),
        lambda: os.symlink(target, target + "firstfit_breach"),
        lambda: os.setxattr(target, "user.firstfit", b"x"),
        lambda: os.mkfifo(target + "firstfit_breach"),
        lambda: os.mknod(target + "firstfit_breach"),
    ):
        try:
            act()
            done.append(target)
        except (OSError, AttributeError):
            pass
if platform.machine() == "x86_64":
    name = targets[0].encode()
    descriptor = os.open(targets[0], os.O_RDONLY)
    writing = {"renameat2": (316, -100, name, -100, name + b"x", 0), "linkat": (265, -100, name, -100, name + b"x", 0),
               "symlinkat": (266, name, -100, name + b"x"), "unlinkat": (263, -100, name, 0),
               "utimensat": (280, -100, name, 0, 0), "ftruncate": (77, descriptor, 0), "fallocate": (285, descriptor, 0, 0, 1),
               "fchmod": (91, descriptor, 0o777), "fchmodat2": (452, -100, name, 0o777, 0), "creat": (85, name, 0o777),
               "sendfile": (40, descriptor, descriptor, 0, 1), "copy_file_range": (326, descriptor, 0, descriptor, 0, 1, 0),
               "splice": (275, descriptor, 0, descriptor, 0, 1, 0), "flock": (73, descriptor, 2)}
    done += [call for call, arguments in writing.items() if libc.syscall(*arguments) >= 0]
print("BREACH" if done else "blocked", done)


class Model:
    def fit(self, X, y):
        self.answer = y.iloc[0] if hasattr(y, "iloc") else y[0]
        return self

    def predict(self, X):
        return [self.answer] * len(X)
