"""Processes that live and die with the one that started them.

Each child leads a process group of its own, so that Ctrl-C reaches only the parent, which then stops
the children in order, and so that one signal ends a child with everything it has forked.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# Children carry this variable: whoever finds it in a left-over process knows whose it was.
MARK = "FIRSTFIT_RUN"
PR_SET_PDEATHSIG = 1
LOG_KEPT_BYTES = 5 * 1024 * 1024
BACKOFF_FIRST_SECONDS, BACKOFF_MAX_SECONDS = 0.5, 30.0
# Who has lived this long is healthy: its next end is a first one again.
HEALTHY_AFTER_SECONDS = 60.0
POLL_SECONDS = 0.1
LEFTOVER_SECONDS = 5.0

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Child:
    """One process with its log, started again with growing pauses when it ends by itself."""

    name: str
    argv: Sequence[str]
    log: Path
    env: Mapping[str, str]
    grace_seconds: float = 10.0
    pass_fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause_seconds: float = BACKOFF_FIRST_SECONDS
    due: float | None = field(default=None)

    def start(self) -> None:
        self.started, self.due = time.monotonic(), None
        with rotated(self.log).open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - the commands are our own
                list(self.argv),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(self.env),
                pass_fds=self.pass_fds,
                start_new_session=True,
                preexec_fn=die_with_parent(os.getpid()),
            )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    def how_it_ended(self) -> str:
        code = self.exit_code or 0
        return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"

    def tail(self, lines: int = 12) -> str:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def last_words(self) -> str:
        return f"{shown(self.log)} ends with:\n{self.tail()}"

    def restart_if_ended(self) -> str | None:
        """Start it again when it has ended and its pause is over; a sentence when it has just ended."""
        if self.is_running:
            return None
        now = time.monotonic()
        if self.due is None:
            return self.plan_restart(now)
        if now >= self.due:
            self.start()
        return None

    def plan_restart(self, now: float) -> str:
        self.kill()
        if now - self.started >= HEALTHY_AFTER_SECONDS:
            self.pause_seconds = BACKOFF_FIRST_SECONDS
        pause, self.due = self.pause_seconds, now + self.pause_seconds
        self.pause_seconds = min(pause * 2, BACKOFF_MAX_SECONDS)
        when = "at once" if pause < 1 else f"in {pause:.0f} s"
        ended = f"{self.name.capitalize()} {self.how_it_ended()}"
        return f"{ended} and is started again {when}. Its log: {shown(self.log)}"

    def stop(self, hurry: Callable[[], bool] = lambda: False) -> None:
        """Ask it to end, wait for its grace time (or until ``hurry``), then end its whole group."""
        if self.is_running:
            self.process.terminate()  # type: ignore[union-attr]
            wait_until(lambda: not self.is_running or hurry(), self.grace_seconds)
        self.kill()

    def kill(self) -> None:
        """End whatever is left of its group."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def shown(path: Path) -> str:
    """As short as a terminal needs it to find it."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def die_with_parent(parent: int) -> Callable[[], None] | None:
    """What a child does before its program starts: ask Linux to end it when its parent is gone."""
    if _libc is None:
        return None

    def ask() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def rotated(log: Path) -> Path:
    """``log``, with what was in it put aside when it has grown large."""
    if log.exists() and log.stat().st_size > LOG_KEPT_BYTES:
        log.replace(log.with_suffix(".log.1"))
    return log


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """True as soon as ``condition`` holds, False when it does not within ``seconds``."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= end:
            return False
        time.sleep(POLL_SECONDS)
    return True


def end_leftovers(mark: str) -> int:
    """Kill what an earlier parent, itself killed, has left behind under this mark; how many there were.

    Where there is no /proc (macOS) nothing is found, and a taken port says what is left.
    """
    left = leftovers(mark)
    for pid in left:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not leftovers(mark), LEFTOVER_SECONDS)
    return len(left)


def leftovers(mark: str) -> list[int]:
    needle = f"{MARK}={mark}".encode()
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if carries(entry, needle)]


def carries(process: Path, needle: bytes) -> bool:
    try:
        return needle in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
