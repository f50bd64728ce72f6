"""One request to a webhook's address: small, bounded in time, to the machine that was looked at."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from functools import cache

from portfolio.webhooks.address import BadAddress, Target, parse, resolve

CONNECT_SECONDS, ANSWER_SECONDS, WHOLE_SECONDS = 4.0, 8.0, 12.0
ANSWER_READ_BYTES, ANSWER_KEPT_CHARS = 2048, 500
OK, GONE = range(200, 300), 410


@dataclass(frozen=True)
class Outcome:
    """``status`` is None where nobody answered; ``problem`` is empty where it was taken."""

    status: int | None
    seconds: float
    problem: str = ""
    answer: str = ""

    @property
    def is_delivered(self) -> bool:
        return not self.problem

    @property
    def is_gone(self) -> bool:
        """The receiver says that it wants nothing more, ever."""
        return self.status == GONE


@cache
def tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class LookedAt(http.client.HTTPConnection):
    """A connection to one IP address; the certificate has to be for the name all the same."""

    def __init__(self, target: Target, ip: str) -> None:
        super().__init__(target.host, target.port, timeout=ANSWER_SECONDS)
        self.target, self.ip = target, ip

    def connect(self) -> None:
        plain = socket.create_connection((self.ip, self.target.port), timeout=CONNECT_SECONDS)
        plain.settimeout(ANSWER_SECONDS)
        self.sock = plain
        if self.target.scheme == "https":
            self.sock = tls().wrap_socket(plain, server_hostname=self.target.host)

    def cut(self) -> None:
        """From another thread: whatever waits for this connection hears that it is over."""
        if self.sock is not None:
            try:
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
            except OSError:
                return


def post(url: str, body: bytes, headers: dict[str, str]) -> Outcome:
    """Whatever happens is an outcome. Redirects are not followed: an address that moved is to be changed."""
    begun = time.monotonic()
    try:
        target = parse(url)
        connection = LookedAt(target, resolve(target))
    except BadAddress as error:
        return Outcome(None, time.monotonic() - begun, str(error))
    clock = threading.Timer(WHOLE_SECONDS, connection.cut)
    clock.daemon = True
    clock.start()
    try:
        status, answer = exchange(connection, target, body, headers)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Outcome(None, time.monotonic() - begun, say(error, time.monotonic() - begun))
    finally:
        clock.cancel()
        connection.close()
    return Outcome(status, time.monotonic() - begun, judge(status), answer)


def exchange(connection: LookedAt, target: Target, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    connection.request("POST", target.path, body, {"Host": target.host_header, **headers})
    response = connection.getresponse()
    return response.status, readable(response.read(ANSWER_READ_BYTES))


def readable(raw: bytes) -> str:
    """The beginning of an answer, as a line of text: its sender may be hostile."""
    text = raw.decode("utf-8", "replace")
    shown = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(shown.split())[:ANSWER_KEPT_CHARS]


def judge(status: int) -> str:
    if status in OK:
        return ""
    if 300 <= status < 400:
        return f"It answered {status}: redirects are not followed. Give the address that it leads to."
    return f"It answered {status}."


def say(error: Exception, seconds: float) -> str:
    if isinstance(error, ssl.SSLError):
        reason = getattr(error, "verify_message", "") or error.reason or "no agreement"
        return f"The encryption failed: {reason}."
    if isinstance(error, TimeoutError) or seconds >= WHOLE_SECONDS:
        return f"It took longer than {min(seconds, WHOLE_SECONDS):.0f} seconds."
    if isinstance(error, ConnectionRefusedError):
        return "Nobody listens there."
    return "The connection broke off before there was an answer."
