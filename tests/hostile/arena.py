"""The surroundings of an attack: what a hostile script would like to reach, and whether it did.

Files are 0666 in 0777 folders and the victim runs under the child's own user: the sandbox has to say no, not
a mode.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import joblib
import sklearn

SECRET = "CANARY-3f1c"
MARKS = ("firstfit_breach", "spike_mark")
LOOPBACK = "127.0.0.1"
PLACES = [
    Path(place)
    for place in (
        "/",
        "/tmp",
        "/var/tmp",
        "/dev/shm",
        "/run",
        "/usr/lib",
        "/etc",
        "/home",
        Path.home(),
        sys.prefix,
        sys.base_prefix,
        Path(os.__file__).parent,
        Path(sklearn.__file__).parent,
        Path(joblib.__file__).parent,
        Path.cwd(),
    )
]


@dataclass
class Arena:
    """Bait and listeners. ``ports``: TCP and UDP, on loopback."""

    folder: Path
    ports: tuple[int, ...]
    victim: subprocess.Popen
    listeners: list[socket.socket] = field(default_factory=list)
    datagrams: list[socket.socket] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)

    def find_harm(self, uid: int | None, processes: set[int]) -> list[str]:
        """Everything that is not as it was; empty after every attack that was held."""
        harm = [f"a connection came in: {end.getsockname()}" for end in self.listeners if was_reached(end)]
        harm += [f"a datagram came in: {end.getsockname()}" for end in self.datagrams if got_datagram(end)]
        harm += [f"changed: {name}" for name in sorted(self.before.keys() ^ self.snapshot().keys())]
        harm += [name for name, now in self.snapshot().items() if self.before.get(name, now) != now]
        harm += [f"left behind: {path}" for path in find_marks(self.folder)]
        if self.victim.poll() is not None:
            harm.append("the victim is dead")
        if is_stopped(self.victim.pid):
            harm.append("the victim was stopped")
        left = processes_of(uid) - processes
        return [*harm, f"processes survived: {left}"] if left else harm

    def snapshot(self) -> dict[str, str]:
        return {str(path): digest(path) for path in sorted(self.folder.rglob("*"))}


def digest(path: Path) -> str:
    told = path.lstat()
    contents = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return f"{told.st_mode:o} {told.st_uid} {told.st_mtime_ns} {told.st_nlink} {contents}"


def find_marks(folder: Path) -> list[str]:
    return [
        str(entry)
        for place in {*PLACES, folder, folder.parent}
        if place.is_dir() and os.access(place, os.R_OK)
        for entry in place.iterdir()
        if entry.name.startswith(MARKS)
    ]


def processes_of(uid: int | None) -> set[int]:
    """Every process under the child's user; of nobody when the child shares the user of the tests."""
    if uid is None:
        return set()
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == uid:
                found.add(int(process.name))
    return found


def is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "Tt"


def was_reached(listener: socket.socket) -> bool:
    with contextlib.suppress(BlockingIOError):
        listener.accept()[0].close()
        return True
    return False


def got_datagram(end: socket.socket) -> bool:
    with contextlib.suppress(BlockingIOError):
        return bool(end.recv(1))
    return False


@contextlib.contextmanager
def open_arena(ports: tuple[int, ...], name: str, uid: int | None) -> Iterator[Arena]:
    """``ports`` of 0 are chosen by the system, an empty ``name`` is replaced by the folder's.

    Raise ``OSError`` when one is taken.
    """
    folder = Path(tempfile.mkdtemp(prefix="arena-", dir="/tmp"))
    user = {} if uid is None else {"user": uid, "group": uid, "extra_groups": []}
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        fill(folder)
        victim = subprocess.Popen(["sleep", "3600"], env={"DATABASE_URL": SECRET}, cwd="/", **user)
        stack.callback(victim.wait)
        stack.callback(victim.kill)
        arena = Arena(folder, (), victim)
        opened = [listen(stack, arena, port) for port in ports]
        for address in ("\0" + (name or str(folder)), str(folder / "redis.sock")):
            arena.listeners.append(stack.enter_context(bound_unix(address)))
        (folder / "redis.sock").chmod(0o777)
        folder.chmod(0o777)
        arena.ports = tuple(opened)
        arena.before = arena.snapshot()
        yield arena


def fill(folder: Path) -> None:
    (folder / "settings.py").write_text(f"SECRET_KEY = '{SECRET}'\n")
    (folder / "victim").write_text("untouched")
    with contextlib.closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        database.execute("create table t (secret text)")
        database.execute("insert into t values (?)", (SECRET,))
        database.commit()
    for file in folder.iterdir():
        file.chmod(0o666)


def listen(stack: contextlib.ExitStack, arena: Arena, port: int) -> int:
    tcp = stack.enter_context(socket.socket())
    tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    tcp.bind((LOOPBACK, port))
    tcp.listen()
    udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    udp.bind((LOOPBACK, tcp.getsockname()[1]))
    for end in (tcp, udp):
        end.setblocking(False)
    arena.listeners.append(tcp)
    arena.datagrams.append(udp)
    return tcp.getsockname()[1]


def bound_unix(name: str) -> socket.socket:
    end = socket.socket(socket.AF_UNIX)
    end.bind(name)
    end.listen()
    end.setblocking(False)
    return end
