"""One fork server as its worker sees it: a child process that was started by exec, and the talk with it."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluations.sandbox.landlock import read_abi
from evaluations.sandbox.messages import Channel, Closed
from evaluations.sandbox.policy import (
    ENGINE_MOUNT,
    ENVIRONMENT,
    bubblewrap_command,
    find_bubblewrap,
    find_closed_folder,
    find_free_uid,
    interpreter_command,
    interpreter_view,
)
from evaluations.sandbox.seccomp import SeccompMissing, compile_filter

START_SECONDS = 60
_STOP_SECONDS = 5
_ERROR_CHARS = 300
_PACKAGE = __name__.rpartition(".")[0]


class ServerFailed(RuntimeError):
    """The fork server did not start, or ended."""


@dataclass(frozen=True)
class Recipe:
    """What every server of one ``ForkServer`` is made of."""

    engine_root: Path
    entry: str
    preload: tuple[str, ...]
    uid: int | None
    bubblewrap: str


class ServerProcess:
    """A running fork server. ``reserved_bytes`` is the address space that it holds before any job."""

    def __init__(self, recipe: Recipe, tier: int) -> None:
        """Start it and wait until it is ready. Raise ``ServerFailed`` with its last words."""
        as_root = os.getuid() == 0
        self.uid = (recipe.uid or find_free_uid()) if as_root else None
        self.shares_uid = tier != 1 and not as_root
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the server
        try:
            self._start(recipe, tier)
        except BaseException:
            self._errors.close()
            raise

    def _start(self, recipe: Recipe, tier: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._popen = self._spawn(_command(recipe, tier, theirs.fileno()), theirs.fileno())
        self.channel = Channel(ours)
        ours.settimeout(START_SECONDS)
        try:
            self.channel.send(_settings(recipe, tier, self.uid))
            self.reserved_bytes = int(self.channel.receive()["reserved_bytes"])
        except (Closed, OSError, SeccompMissing) as error:
            words = self.stop() or str(error)
            raise ServerFailed(words) from error
        ours.settimeout(None)

    def _spawn(self, command: Sequence[str], control: int) -> subprocess.Popen[bytes]:
        # DEVNULL would be opened for writing too; a child must hold nothing writable but its pipes.
        with Path(os.devnull).open("rb") as nothing:
            return subprocess.Popen(  # noqa: S603 - no word of it comes from a user
                command,
                pass_fds=(control,),
                stdin=nothing,
                stdout=self._errors,
                stderr=self._errors,
                env=ENVIRONMENT,
                cwd="/",
                start_new_session=True,
            )

    def is_alive(self) -> bool:
        return self._popen.poll() is None

    def stop(self) -> str:
        """End it and everything in it; return what it had printed at the end."""
        self.channel.close()
        self._popen.kill()
        self._popen.wait(_STOP_SECONDS)
        if self._errors.closed:
            return ""
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").split("\n")
        self._errors.close()
        return next((line.strip()[:_ERROR_CHARS] for line in reversed(lines) if line.strip()), "")


def _command(recipe: Recipe, tier: int, control: int) -> list[str]:
    view = interpreter_view()
    packages = _packages(recipe, tier)
    command = interpreter_command(view)
    if tier == 1:
        bubblewrap = find_bubblewrap(recipe.bubblewrap)
        if bubblewrap is None:
            raise ServerFailed("bubblewrap is not installed")
        inside = {str(host): packages[name] for name, host in _folders(recipe).items()}
        # The kernel ties this to the thread that starts the process: a passing thread would end the server.
        lasting = threading.current_thread() is threading.main_thread()
        as_root = os.getuid() == 0
        command = [
            *bubblewrap_command(bubblewrap, view, inside, as_root=as_root, die_with_parent=lasting),
            *command,
        ]
    elif tier == 2 and os.getuid() == 0 and (closed := find_closed_folder(view)):
        raise ServerFailed(f"{closed} is closed to other users, and the server must not run as root")
    bootstrap = f"{packages[_PACKAGE]}/bootstrap.py"
    return [*command, bootstrap, str(control), json.dumps(packages), f"{_PACKAGE}.server"]


def _folders(recipe: Recipe) -> dict[str, Path]:
    """Package name to its folder on the host."""
    entry_package = recipe.entry.partition(":")[0].rpartition(".")[0]
    return {entry_package: recipe.engine_root.resolve(), _PACKAGE: Path(__file__).parent.resolve()}


def _packages(recipe: Recipe, tier: int) -> dict[str, str]:
    """Package name to its folder as the server sees it."""
    folders = _folders(recipe)
    if tier == 1:
        return {name: f"{ENGINE_MOUNT}/{name.replace('.', '/')}" for name in folders}
    return {name: str(folder) for name, folder in folders.items()}


def _settings(recipe: Recipe, tier: int, uid: int | None) -> dict[str, Any]:
    view = interpreter_view()
    confine = tier > 0
    if tier == 2 and not read_abi():
        raise ServerFailed("this kernel has no Landlock")
    return {
        "uid": uid if confine else None,
        "confine": confine,
        "needs_landlock": tier == 2,
        "readable": [*view.trees, *_packages(recipe, tier).values()],
        "masked": view.masked if tier == 2 else (),
        "module_path": view.site,
        "preload": recipe.preload,
        "entries": {"job": recipe.entry, "canary": f"{_PACKAGE}.canary:main"},
        "filter": base64.b64encode(compile_filter()).decode() if confine else "",
    }
