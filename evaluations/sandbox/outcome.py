"""How a job ended, measured from outside; what the child itself says about it is somebody else's matter."""

from __future__ import annotations

import os
import re
import signal
import sys
import unicodedata
from dataclasses import dataclass

from evaluations.sandbox.limits import MIB, Limits

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_KILLED_AT_LIMIT = (signal.SIGXCPU, signal.SIGKILL)
_OUT_OF_MEMORY = (signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL, signal.SIGBUS)
# Colours, moves of the cursor, titles of windows (ECMA-48): without their escape they would read as words.
_TERMINAL_CODES = re.compile(
    r"\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|[@-Z\\-_])"
)
_NEAR = 0.6  # a death with this share of the memory in use was about memory
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


class SandboxUnavailable(RuntimeError):
    """Learner code is not run on this host; the text is for whoever runs it."""


@dataclass(frozen=True)
class Outcome:
    """How one job ended.

    ``kind``: ok, time_limit, memory_limit, output_too_large or crash. ``result`` is hostile bytes.
    ``platform_fault``: the server or the job was killed from outside, so that nothing is known of the job;
    worth another try.
    """

    kind: str
    message: str
    result: bytes
    stdout: str
    stderr: str
    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int
    platform_fault: bool = False


@dataclass(frozen=True)
class Ending:
    """What the fork server saw of a dead child: the status of ``waitpid`` and its rusage."""

    status: int
    cpu_seconds: float
    max_rss: int

    @property
    def peak_bytes(self) -> int:
        return self.max_rss * _RSS_UNIT


def judge_ending(ending: Ending | None, stopped_for: str | None, limits: Limits) -> tuple[str, str]:
    """(kind, message). ``stopped_for``: wall, result, printed, lost; None when the child ended by itself."""
    if stopped_for == "wall":
        return "time_limit", f"Stopped after {limits.wall_seconds:g} s."
    if stopped_for == "result":
        return "output_too_large", "It sent back more than its result can take."
    if stopped_for == "printed":
        return "output_too_large", f"It printed more than {limits.printed_max_bytes // MIB} MB."
    if stopped_for == "lost" or ending is None:
        return "crash", "The sandbox around it was torn down."
    if os.WIFSIGNALED(ending.status):
        return _judge_signal(signal.Signals(os.WTERMSIG(ending.status)), ending, limits)
    code = os.WEXITSTATUS(ending.status)
    return ("ok", "") if code == 0 else ("crash", f"It ended with exit status {code}.")


def was_killed_from_outside(kind: str, ending: Ending | None) -> bool:
    """SIGKILL that no limit explains: no job can send one, so it was the machine or a person."""
    killed = (
        ending is not None and os.WIFSIGNALED(ending.status) and os.WTERMSIG(ending.status) == signal.SIGKILL
    )
    return kind == "crash" and killed


def printable(raw: bytes) -> str:
    """Printed bytes as text that is safe to store and show; keeps lines and tabs."""
    text = raw.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    text = _TERMINAL_CODES.sub("", text)
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in _UNSEEN)


def _judge_signal(number: signal.Signals, ending: Ending, limits: Limits) -> tuple[str, str]:
    if number in _KILLED_AT_LIMIT and ending.cpu_seconds >= limits.cpu_seconds - 0.5:
        return "time_limit", f"Stopped after {limits.cpu_seconds} s of computing."
    if number in _OUT_OF_MEMORY and ending.peak_bytes > _NEAR * limits.memory_bytes:
        return "memory_limit", f"It needs more than {limits.memory_bytes // MIB} MB of memory."
    return "crash", f"It was killed by {number.name}."
