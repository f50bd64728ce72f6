"""The fork server: holds libraries and nothing else, and forks one confined child per job.

It never reads a job. It passes descriptors on, so its memory holds no label and no learner's code that a
later child could find.
"""

from __future__ import annotations

import base64
import fcntl
import gc
import importlib
import os
import select
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

from evaluations.sandbox import confinement, landlock
from evaluations.sandbox.confinement import Confinement
from evaluations.sandbox.messages import Channel, Closed

Entry = Callable[[bytes, Callable[[bytes], None]], None]

STDOUT, STDERR, PAYLOAD, RULESET, RESULT = 1, 2, 3, 4, 5
_OUT_OF_THE_WAY = 64
_LAST_FD = 1 << 16
_NICENESS = 5
EXIT_NOT_CONFINED = 96
EXIT_ENTRY_FAILED = 97


def serve(control: socket.socket) -> NoReturn:
    """Prepare as the first message says, report, then run jobs until the worker is gone."""
    channel = Channel(control)
    settings = channel.receive()
    if settings["uid"] is not None:
        confinement.become_user(settings["uid"])
    if settings["confine"]:
        confinement.give_up_privileges()
    server = Server(channel, _load_entries(settings), _prepare_confinement(settings))
    channel.send({"ready": os.getpid(), "reserved_bytes": confinement.measure_reserved_bytes()})
    server.run()


class Server:
    """Runs one job at a time."""

    def __init__(self, channel: Channel, entries: dict[str, Entry], confined: Confinement | None) -> None:
        self._channel = channel
        self._entries = entries
        self._confined = confined
        self._wake_up, wake_up_end = os.pipe()
        for end in (self._wake_up, wake_up_end):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake_up_end)
        signal.signal(signal.SIGCHLD, _do_nothing)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def run(self) -> NoReturn:
        try:
            while True:
                request = self._channel.receive()
                if "job" in request:
                    self._run_job(request)
        except Closed:
            os._exit(0)

    def _run_job(self, request: dict[str, Any]) -> None:
        fds = self._channel.take_fds()
        pid = os.fork()
        if pid == 0:
            run_child(request, fds, self._entries[request["entry"]], self._confined)
        for fd in fds:
            os.close(fd)
        status, usage = self._wait(pid, request["job"])
        cpu = usage.ru_utime + usage.ru_stime
        ended = {"ended": request["job"], "status": status, "cpu": cpu, "max_rss": usage.ru_maxrss}
        self._channel.send(ended)

    def _wait(self, pid: int, job: int) -> tuple[int, Any]:
        poll = select.poll()
        poll.register(self._wake_up, select.POLLIN)
        poll.register(self._channel, select.POLLIN)
        while True:
            ready = {fd for fd, _ in poll.poll(0 if self._channel.has_more() else None)}
            if self._channel.fileno() in ready or self._channel.has_more():
                self._obey(pid, job)
            if self._wake_up in ready:
                os.read(self._wake_up, 4096)
                found, status, usage = os.wait4(pid, os.WNOHANG)
                if found:
                    return status, usage

    def _obey(self, pid: int, job: int) -> None:
        try:
            message = self._channel.receive()
        except Closed:
            os.kill(pid, signal.SIGKILL)
            raise
        if message.get("kill") == job:
            os.kill(pid, signal.SIGKILL)


def run_child(
    request: dict[str, Any], fds: list[int], entry: Entry, confined: Confinement | None
) -> NoReturn:
    """All that a child ever does; it cannot return into the server's loop."""
    code = EXIT_NOT_CONFINED
    try:
        payload = _arrange_descriptors(fds, confined)
        confinement.reset_signals()
        os.nice(_NICENESS)
        confinement.set_limits(request["rlimits"])
        if confined is not None:
            ruleset = RULESET if confined.ruleset is not None else None
            confinement.lock_down(replace(confined, ruleset=ruleset))
        code = EXIT_ENTRY_FAILED
        entry(payload, emit)
        code = 0
    except BaseException:  # noqa: BLE001 - whatever a job raises ends its child and nothing else
        traceback.print_exc()
    finally:
        _flush()
        os._exit(code)


def emit(result: bytes) -> None:
    """Send bytes to the worker, whole."""
    rest = memoryview(result)
    while rest:
        rest = rest[os.write(RESULT, rest) :]


def _arrange_descriptors(fds: list[int], confined: Confinement | None) -> bytes:
    """Give the child its five fixed descriptors and close every other; return the job's bytes."""
    given = dict(zip((PAYLOAD, RESULT, STDOUT, STDERR), fds, strict=True))
    if confined is not None and confined.ruleset is not None:
        given[RULESET] = confined.ruleset
    parked = {target: _move_away(fd) for target, fd in given.items()}
    for target, fd in parked.items():
        os.dup2(fd, target, inheritable=False)
    if RULESET not in parked:
        os.closerange(RULESET, RULESET + 1)
    os.closerange(RESULT + 1, _LAST_FD)
    _open_printing()
    with os.fdopen(PAYLOAD, "rb") as payload:
        return payload.read()


def _open_printing() -> None:
    """Lines leave as they are printed, so that a child that is killed has not printed for nothing."""
    out, err = (open(fd, "w", 1, "utf-8", "replace", closefd=False) for fd in (STDOUT, STDERR))  # noqa: SIM115
    sys.stdout = sys.__stdout__ = out  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = err  # type: ignore[misc]


def _move_away(fd: int) -> int:
    """A copy with a number that none of the targets has."""
    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _OUT_OF_THE_WAY)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue  # the job closed or replaced it


def _do_nothing(number: int, frame: object) -> None:
    """SIGCHLD needs a handler for the wake-up descriptor to be written."""


def _load_entries(settings: dict[str, Any]) -> dict[str, Entry]:
    sys.path.extend(settings["module_path"])
    for name in settings["preload"]:
        importlib.import_module(name)
    entries = {}
    for key, target in settings["entries"].items():
        module, _, function = target.partition(":")
        entries[key] = getattr(importlib.import_module(module), function)
    if threading.active_count() > 1:
        raise RuntimeError("a preloaded module left a thread running; a fork could hang")
    gc.collect()
    gc.freeze()
    return entries


def _prepare_confinement(settings: dict[str, Any]) -> Confinement | None:
    if not settings["confine"]:
        return None
    ruleset = landlock.build_ruleset(settings["readable"], settings["masked"])
    if ruleset is None and settings["needs_landlock"]:
        raise RuntimeError("this kernel has no Landlock")
    return Confinement(base64.b64decode(settings["filter"]), ruleset)
