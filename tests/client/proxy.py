"""A bad line between a client and a site: drops, delays, cuts and refuses connections, one by one as told."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Fault:
    """What happens to one request.

    ``drop``: the connection is closed before anything is read. ``lose``: the site gets the request and
    the client never hears of it. ``cut``: only ``bytes`` of the answer arrive. ``delay``: the answer comes
    ``seconds`` late. ``answer``: the proxy itself answers with these words, the site hears nothing.
    """

    kind: str
    bytes: int = 0
    seconds: float = 0.0
    words: bytes = b""


def refusal(status: int, *headers: str, body: str = "{}", kind: str = "application/problem+json") -> Fault:
    head = [f"HTTP/1.1 {status} No", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return Fault("answer", words="\r\n".join([*head, "Connection: close", *headers, "", body]).encode())


class BadLine:
    """``plan`` holds a fault for each connection, in their order; afterwards all is well."""

    def __init__(self, site: str, plan: Sequence[Fault]) -> None:
        self.target = (urlsplit(site).hostname, urlsplit(site).port)
        self.plan = list(plan)
        self.seen: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.lock = threading.Lock()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(client,), daemon=True).start()

    def next_fault(self) -> Fault:
        with self.lock:
            return self.plan.pop(0) if self.plan else Fault("none")

    def carry(self, client: socket.socket) -> None:
        """One request and its answer; then the connection ends, so that each try is one connection."""
        fault = self.next_fault()
        with client, contextlib.suppress(OSError):
            if fault.kind == "drop":
                return
            request = read_message(client)
            if not request:
                return
            self.seen.append(request)
            if fault.kind == "answer":
                client.sendall(fault.words)
                return
            self.forward(client, request, fault)

    def forward(self, client: socket.socket, request: bytes, fault: Fault) -> None:
        with socket.create_connection(self.target) as site:
            site.sendall(request.replace(b"Connection: keep-alive", b"Connection: close"))
            left = fault.bytes
            while chunk := site.recv(65536):
                if fault.kind == "lose":
                    continue
                time.sleep(fault.seconds)
                if fault.kind == "cut":
                    chunk, left = chunk[:left], left - len(chunk)
                client.sendall(chunk)
                if fault.kind == "cut" and left <= 0:
                    return


def read_message(connection: socket.socket) -> bytes:
    """Head and body of a request with a Content-Length, or without a body."""
    data = b""
    while b"\r\n\r\n" not in data:
        if not (chunk := connection.recv(65536)):
            return b""
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    length = int(lengths[0].split(b":")[1]) if lengths else 0
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextlib.contextmanager
def bad_line(site: str, *plan: Fault) -> Iterator[BadLine]:
    line = BadLine(site, plan)
    try:
        yield line
    finally:
        line.listener.close()
