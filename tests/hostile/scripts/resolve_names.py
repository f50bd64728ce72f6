# expect: ok | must: no name is resolved and nothing leaves
import socket

asked = []
for call in (
    lambda: socket.getaddrinfo("secret.example.com", 80),
    lambda: socket.gethostbyname("localhost.localdomain"),
    lambda: socket.gethostbyaddr("127.0.0.1"),
    lambda: socket.create_connection(("127.0.0.1", 53), 1),
    lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b"x", ("::1", 53)),
    lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).connect((2, 1)),
    lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
    lambda: socket.socketpair(),
    lambda: socket.if_nameindex(),
):
    try:
        asked.append(call())
    except (OSError, UnicodeError):
        pass
print("BREACH" if asked else "clean", asked)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
