"""What a process does to itself before it runs a job: it gives up its user and its rights, for good."""

from __future__ import annotations

import ctypes
import mmap
import os
import resource
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from evaluations.sandbox import landlock, seccomp

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PAGE = mmap.PAGESIZE
_UNREASONABLE_BYTES = 1 << 46
_ENOUGH_PRECISION_BYTES = 1 << 20
_COUNTS_ADDRESS_SPACE = sys.platform.startswith("linux")  # macOS refuses the limit or does not hold it


@dataclass(frozen=True)
class Confinement:
    """What a child is put under; ``ruleset`` is a Landlock descriptor, None where there is no Landlock."""

    program: bytes
    ruleset: int | None


def become_user(uid: int) -> None:
    """Leave root for good. Raise ``OSError``."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def give_up_privileges() -> None:
    """No new privileges by exec; no core dumps, no ptrace, no reading of this process's memory by others."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_SET_DUMPABLE, 0)


def set_limits(limits: Mapping[str, int]) -> None:
    """Soft and hard alike, so that no handler can catch the end and nobody can raise them."""
    for name, value in limits.items():
        if name == "AS" and not _COUNTS_ADDRESS_SPACE:
            continue
        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is not None:
            hard = resource.getrlimit(number)[1]
            capped = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(number, (capped, capped))


def lock_down(confinement: Confinement) -> None:
    """Landlock, then seccomp: after this only the standard library's reading and computing is left."""
    if confinement.ruleset is not None:
        landlock.restrict(confinement.ruleset)
        os.close(confinement.ruleset)
    seccomp.load_filter(confinement.program)


def reset_signals() -> None:
    """The defaults of a fresh Python: nothing of the server's handling is left in a child."""
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        if number in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_IGN)
        elif signal.getsignal(number) not in (signal.SIG_DFL, None):
            signal.signal(number, signal.SIG_DFL)


def measure_reserved_bytes() -> int:
    """Address space that this process holds, by asking for one page under lower and lower limits.

    There is no /proc in here to read it from.
    """
    if not _COUNTS_ADDRESS_SPACE:
        return 0
    before = resource.getrlimit(resource.RLIMIT_AS)
    low, high = 0, _UNREASONABLE_BYTES
    try:
        while high - low > _ENOUGH_PRECISION_BYTES:
            middle = (low + high) // 2
            low, high = (low, middle) if _page_fits(middle, before[1]) else (middle, high)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
    return high


def _page_fits(limit: int, hard: int) -> bool:
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        mmap.mmap(-1, _PAGE).close()
    except (OSError, MemoryError):
        return False
    return True


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    if libc.prctl(ctypes.c_int(option), ctypes.c_ulong(value), zero, zero, zero) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option} failed")
