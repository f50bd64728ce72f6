"""Where `make run` listens, and that nobody else does."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import http.client
import json
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.env import env

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound to
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
HIGHEST_PORT = 65535
LET_GO_SECONDS = 1.0


class CannotStart(Exception):
    """The message is for the person at the terminal: what, where, what to do."""


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def near(self) -> str:
        """The host to ask from this machine: a server that listens everywhere is asked at home."""
        return EVERYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        host = f"[{self.near}]" if ":" in self.near else self.near
        return f"http://{host}:{self.port}"

    def environment(self) -> dict[str, str]:
        """What the children have to know of it; what the operator has set stays."""
        hosts = dict.fromkeys([*LOCAL_HOSTS[:2], "[::1]", self.near, socket.gethostname()])
        settings = {"SITE_URL": self.url, "ALLOWED_HOSTS": ",".join(hosts)}
        return {name: value for name, value in settings.items() if not os.environ.get(name)}

    def answers(self) -> bool:
        return self.get("/healthz")[0] == http.HTTPStatus.OK

    def ready_state(self) -> dict[str, Any]:
        """What /readyz says of the platform's parts; empty while nobody answers."""
        with contextlib.suppress(ValueError):
            return dict(json.loads(self.get("/readyz")[1]))
        return {}

    def get(self, path: str) -> tuple[int, bytes]:
        """(status, body), or (0, nothing) where nobody answers."""
        connection = http.client.HTTPConnection(self.near, self.port, timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()


def read_address() -> Address:
    """HOST and PORT of the environment."""
    port = env.str("PORT", default="8000")
    if not port.isdecimal() or not 0 < int(port) <= HIGHEST_PORT:
        raise CannotStart(f"PORT={port} is not a port. Use a number: PORT=8001 make run")
    return Address(env.str("HOST", default="127.0.0.1"), int(port))


@contextlib.contextmanager
def open_port(address: Address) -> Iterator[socket.socket]:
    """The listening socket. Raise ``CannotStart`` when somebody else has the port."""
    try:
        listener = listen(address)
    except OSError as error:
        raise CannotStart(why_not(address, error)) from error
    with listener:
        yield listener


def listen(address: Address) -> socket.socket:
    """Tried for a moment: whoever listened there and was just killed lets go of the port a little later."""
    family = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0][0]
    end = time.monotonic() + LET_GO_SECONDS
    while True:
        try:
            return socket.create_server((address.host, address.port), family=family, backlog=2048)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() >= end:
                raise
        time.sleep(0.1)


def why_not(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {address.port} is taken: another program listens on {address.host}:{address.port}.\n"
            f"Stop it, or use another port: PORT={address.port + 1} make run"
        )
    if error.errno == errno.EACCES:
        return f"Port {address.port} is not for everybody. Use one above 1023: PORT=8001 make run"
    return f"Cannot listen on {address.host}:{address.port}: {error.strerror or error}. Correct HOST or PORT."


@contextlib.contextmanager
def only_one_run(var_dir: Path, address: Address) -> Iterator[None]:
    """Hold this checkout's lock. It is let go when the process ends, however it ends."""
    with (var_dir / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise CannotStart(f"Firstfit already runs from this checkout: {lock.read().strip()}") from error
        lock.truncate(0)
        lock.write(f"{address.url} (process {os.getpid()})\n")
        lock.flush()
        yield
