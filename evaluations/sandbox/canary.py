"""What the floor runs in a real child: it tries what a hostile script would, and says what it managed.

A try that raises was blocked. The whole module is data for ``floor``; in here nothing is defended.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import mmap
import os
import resource
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTROL_MODULE = "colorsys"  # small, and loaded by nothing else: reading the standard library must still work
_LAST_EXPECTED_FD = 5
_CLONE_NEWUSER = 0x10000000
_PTRACE_SEIZE = 0x4206  # unlike an attach it does not stop the server where it gets through
_IO_URING_SETUP = 425
_SECOND = 1.0


class Blocked(OSError):
    """A raw call said no."""


@dataclass(frozen=True)
class Bait:
    """What the floor laid out: loopback ports, an abstract socket, a 0666 file, the worker's process id."""

    tcp_port: int
    udp_port: int
    unix_name: str
    file: str
    worker_pid: int
    memory_bytes: int


def main(payload: bytes, emit: Callable[[bytes], None]) -> None:
    """The payload is a ``Bait`` as JSON; the answer tells what was not blocked, and the positive control."""
    bait = Bait(**json.loads(payload))
    leaks = [name for name, attempt in ATTEMPTS.items() if _succeeds(attempt, bait)]
    control = importlib.import_module(CONTROL_MODULE).__name__
    emit(json.dumps({"leaks": leaks, "control": control}).encode())


def _succeeds(attempt: Callable[[Bait], Any], bait: Bait) -> bool:
    try:
        attempt(bait)
    except (OSError, ValueError, MemoryError, AttributeError):
        return False
    return True


def _connect_tcp(bait: Bait) -> None:
    socket.create_connection(("127.0.0.1", bait.tcp_port), _SECOND).close()


def _send_udp(bait: Bait) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("127.0.0.1", bait.udp_port))


def _connect_unix(bait: Bait) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(bait.unix_name)


def _read_file(bait: Bait) -> None:
    Path(bait.file).read_bytes()


def _append_file(bait: Bait) -> None:
    os.close(os.open(bait.file, os.O_WRONLY | os.O_APPEND))


def _make_file(bait: Bait) -> None:
    os.close(os.open(Path(bait.file).parent, os.O_TMPFILE | os.O_RDWR))


def _read_environment_of_worker(bait: Bait) -> None:
    Path(f"/proc/{bait.worker_pid}/environ").read_bytes()


def _read_environment_of_server(_: Bait) -> None:
    Path(f"/proc/{os.getppid()}/environ").read_bytes()


def _signal_worker(bait: Bait) -> None:
    os.kill(bait.worker_pid, 0)


def _signal_server(_: Bait) -> None:
    os.kill(os.getppid(), 0)


def _fork(_: Bait) -> None:
    if os.fork() == 0:
        os._exit(0)


def _execute(_: Bait) -> None:
    program = f"/{os.urandom(8).hex()}"
    try:
        os.execv(program, [program])  # noqa: S606
    except FileNotFoundError:
        return  # the kernel looked for it, so it would have run one that exists


def _trace_server(_: Bait) -> None:
    _raw("ptrace", _PTRACE_SEIZE, os.getppid(), 0, 0)


def _make_memory_file(_: Bait) -> None:
    os.close(os.memfd_create("canary"))


def _raise_limit(_: Bait) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _map_too_much(bait: Bait) -> None:
    mmap.mmap(-1, bait.memory_bytes * 2).close()


def _make_namespace(_: Bait) -> None:
    _raw("unshare", _CLONE_NEWUSER)


def _set_up_io_uring(_: Bait) -> None:
    _raw("syscall", _IO_URING_SETUP, 4, ctypes.create_string_buffer(256))


def _be_root(_: Bait) -> None:
    if 0 not in (os.getuid(), os.geteuid(), os.getgid(), os.getegid()):
        raise Blocked


def _find_descriptor(_: Bait) -> None:
    for fd in range(_LAST_EXPECTED_FD + 1, 256):
        try:
            os.fstat(fd)
        except OSError:
            continue
        return
    raise Blocked


def _start_session(_: Bait) -> None:
    os.setsid()


def _open_server(_: Bait) -> None:
    os.close(os.pidfd_open(os.getppid()))


ATTEMPTS: dict[str, Callable[[Bait], Any]] = {
    "tcp": _connect_tcp,
    "udp": _send_udp,
    "unix": _connect_unix,
    "read": _read_file,
    "append": _append_file,
    "new_file": _make_file,
    "environ_of_worker": _read_environment_of_worker,
    "environ_of_server": _read_environment_of_server,
    "signal_worker": _signal_worker,
    "signal_server": _signal_server,
    "pidfd": _open_server,
    "fork": _fork,
    "execve": _execute,
    "ptrace": _trace_server,
    "memfd": _make_memory_file,
    "limits": _raise_limit,
    "memory": _map_too_much,
    "namespace": _make_namespace,
    "io_uring": _set_up_io_uring,
    "root": _be_root,
    "descriptors": _find_descriptor,
    "session": _start_session,
}


def _raw(name: str, *arguments: Any) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) < 0:
        raise Blocked(ctypes.get_errno(), name)
