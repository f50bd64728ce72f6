# expect: ok | must: no socket of any family or kind, by no way into the kernel
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
opened = []
if platform.machine() == "x86_64":
    for family in range(46):  # unix, inet, netlink, packet, alg, vsock, xdp and all the others
        for kind in (1, 2, 3, 5):
            if libc.syscall(41, family, kind, 0) >= 0 or libc.socket(family, kind, 0) >= 0:
                opened.append((family, kind))
    pair = (ctypes.c_int * 2)()
    if libc.syscall(53, 1, 1, 0, pair) >= 0:
        opened.append("socketpair")
    for number in (42, 43, 44, 45, 46, 47, 49, 50, 288, 299, 307):  # connect, accept, send, receive, bind, listen
        for descriptor in range(10):
            if libc.syscall(number, descriptor, 0, 0, 0, 0, 0) >= 0:
                opened.append((number, descriptor))
print("BREACH" if opened else "blocked", opened)


class Model:
    def fit(self, X, y):
        self.answer = y.iloc[0] if hasattr(y, "iloc") else y[0]
        return self

    def predict(self, X):
        return [self.answer] * len(X)
