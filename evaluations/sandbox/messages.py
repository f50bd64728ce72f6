"""What the worker and its fork server say to each other: JSON lines on a stream socket, with descriptors."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Sequence
from typing import Any

FDS_PER_JOB = 4  # payload, result, stdout, stderr: in this order
_CHUNK = 1 << 16


class Closed(EOFError):
    """The other side is gone."""


class Channel:
    """One end of the conversation."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._text = bytearray()
        self._fds: list[int] = []

    def fileno(self) -> int:
        return self._control.fileno()

    def send(self, message: dict[str, Any], fds: Sequence[int] = ()) -> None:
        """Raise ``OSError`` when nobody listens."""
        line = json.dumps(message).encode() + b"\n"
        sent = socket.send_fds(self._control, [line], list(fds)) if fds else 0
        self._control.sendall(line[sent:])

    def receive(self) -> dict[str, Any]:
        """The next message. Raise ``Closed``, or ``TimeoutError`` where the socket has a timeout."""
        while (end := self._text.find(b"\n")) < 0:
            try:
                read, fds, _, _ = socket.recv_fds(self._control, _CHUNK, FDS_PER_JOB)
            except (ConnectionError, BrokenPipeError) as error:
                raise Closed from error
            self._fds += fds
            if not read:
                raise Closed
            self._text += read
        line = bytes(self._text[:end])
        del self._text[: end + 1]
        message: dict[str, Any] = json.loads(line)
        return message

    def has_more(self) -> bool:
        """Whether ``receive`` would answer from what was read already."""
        return b"\n" in self._text

    def take_fds(self) -> list[int]:
        """The descriptors that came with the last job."""
        fds, self._fds = self._fds[:FDS_PER_JOB], self._fds[FDS_PER_JOB:]
        return fds

    def close(self) -> None:
        for fd in self._fds:
            os.close(fd)
        self._fds.clear()
        self._control.close()
