"""One job as its worker sees it: what comes out of the child is read with hard caps until it has ended."""

from __future__ import annotations

import fcntl
import os
import select
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from evaluations.sandbox.limits import Limits
from evaluations.sandbox.messages import Closed
from evaluations.sandbox.outcome import Ending
from evaluations.sandbox.process import ServerProcess

_CHUNK = 1 << 16
_TICK_SECONDS = 1.0
_KILL_SECONDS = 2.0  # a server that does not answer a kill in this time is itself killed
_DRAIN_SECONDS = 1.0  # pipes held open after the child's end
_SEALS = 0x1 | 0x2 | 0x4 | 0x8  # SEAL, SHRINK, GROW, WRITE

OnResult = Callable[[bytes], None]
OnTick = Callable[[], None]


def open_payload(payload: bytes) -> int:
    """A read-only descriptor of these bytes that nobody can change any more."""
    if not sys.platform.startswith("linux"):
        return _open_unlinked(payload)
    writable = os.memfd_create("job", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        _write_all(writable, payload)
        fcntl.fcntl(writable, fcntl.F_ADD_SEALS, _SEALS)
        return os.open(f"/proc/self/fd/{writable}", os.O_RDONLY | os.O_CLOEXEC)
    finally:
        os.close(writable)


@dataclass
class _Stream:
    """One pipe from the child: keeps the first ``keep`` bytes and counts all."""

    keep: int
    kept: bytearray = field(default_factory=bytearray)
    seen: int = 0

    def take(self, chunk: bytes) -> None:
        self.seen += len(chunk)
        self.kept += chunk[: max(0, self.keep - len(self.kept))]


class Watch:
    """Follows one job to its end. ``stopped_for``: wall, result, printed, lost, or None."""

    def __init__(self, server: ServerProcess, job: int, limits: Limits) -> None:
        self._server = server
        self._job = job
        self._limits = limits
        self.result = _Stream(limits.result_bytes)
        self.stdout = _Stream(limits.printed_kept_bytes)
        self.stderr = _Stream(limits.printed_kept_bytes)
        self.ending: Ending | None = None
        self.stopped_for: str | None = None
        self._streams: dict[int, _Stream] = {}
        self._started = time.monotonic()
        self._give_up_at: float | None = None

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self._started

    def send(self, payload: bytes, entry: str, rlimits: dict[str, int]) -> None:
        """Hand the job over. Raise ``OSError`` when the server is gone."""
        readers, writers = zip(*(os.pipe() for _ in range(3)), strict=True)
        self._streams = dict(zip(readers, (self.result, self.stdout, self.stderr), strict=True))
        fds = (open_payload(payload), *writers)
        try:
            request = {"job": self._job, "entry": entry, "rlimits": rlimits}
            self._server.channel.send(request, fds)
        finally:
            for fd in fds:
                os.close(fd)

    def follow(self, on_result: OnResult | None, on_tick: OnTick | None) -> None:
        """Return when the child has ended and its pipes are empty.

        An exception in a callback stops the child first and is raised then.
        """
        poll = select.poll()
        for fd in (*self._streams, self._server.channel.fileno()):
            poll.register(fd, select.POLLIN)
        next_tick = self.elapsed + _TICK_SECONDS
        while not self._is_over():
            for fd, _ in poll.poll(self._patience(next_tick) * 1000):
                self._handle(fd, poll, on_result)
            if self.elapsed >= next_tick:
                next_tick = self.elapsed + _TICK_SECONDS
                if on_tick is not None and self.stopped_for is None:
                    on_tick()
            if self.ending is None and self.elapsed > self._limits.wall_seconds:
                self.stop("wall")

    def stop(self, why: str) -> None:
        """Kill the child; the first reason counts."""
        if self.stopped_for is not None or self.ending is not None:
            self.stopped_for = self.stopped_for or why
            return
        self.stopped_for = why
        self._give_up_at = self.elapsed + _KILL_SECONDS
        try:
            self._server.channel.send({"kill": self._job})
        except OSError:
            self.stopped_for = "lost"

    def close(self) -> None:
        for fd in self._streams:
            os.close(fd)
        self._streams.clear()

    def _is_over(self) -> bool:
        if self.ending is not None and not self._streams:
            return True
        if self._give_up_at is None or self.elapsed < self._give_up_at:
            return False
        if self.ending is None:
            self.stopped_for = "lost" if self.stopped_for is None else self.stopped_for
        return True

    def _patience(self, next_tick: float) -> float:
        until = [next_tick, self._give_up_at or self._limits.wall_seconds]
        return max(0.001, min(until) - self.elapsed)

    def _handle(self, fd: int, poll: select.poll, on_result: OnResult | None) -> None:
        if fd in self._streams:
            self._read(fd, poll, on_result)
            return
        try:
            told = self._server.channel.receive()
        except Closed:
            self.stopped_for = self.stopped_for or "lost"
            self._give_up_at = 0.0
            return
        if told.get("ended") == self._job:
            self.ending = Ending(told["status"], told["cpu"], told["max_rss"])
            self._give_up_at = self.elapsed + _DRAIN_SECONDS
            poll.unregister(fd)

    def _read(self, fd: int, poll: select.poll, on_result: OnResult | None) -> None:
        stream = self._streams[fd]
        chunk = os.read(fd, _CHUNK)
        if not chunk:
            poll.unregister(fd)
            del self._streams[fd]
            os.close(fd)
            return
        stream.take(chunk)
        if self.result.seen > self._limits.result_bytes:
            self.stop("result")
        elif self.stdout.seen + self.stderr.seen > self._limits.printed_max_bytes:
            self.stop("printed")
        elif stream is self.result and on_result is not None and self.stopped_for is None:
            on_result(chunk)


def _open_unlinked(payload: bytes) -> int:
    with tempfile.NamedTemporaryFile() as written:
        written.write(payload)
        written.flush()
        return os.open(written.name, os.O_RDONLY | os.O_CLOEXEC)


def _write_all(fd: int, payload: bytes) -> None:
    rest = memoryview(payload)
    while rest:
        rest = rest[os.write(fd, rest) :]
