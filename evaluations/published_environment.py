"""What scripts are offered, as a lock file that a learner can install at home.

Cut out of the platform's own lock, so the two cannot differ: the libraries, all that they need, every hash.
"""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from evaluations.core.environment import OFFERED

FILENAME = "firstfit-environment.txt"
LOCK = "requirements.txt"
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_VIA = re.compile(r"^    #(?: via)?\s+(?!via\b)(?P<name>[A-Za-z0-9._-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Pinned:
    """One entry of a lock file; ``via`` names the packages that need it."""

    name: str
    version: str
    text: str
    via: frozenset[str]


@dataclass(frozen=True)
class Package:
    """A library as the page lists it. ``asked_for``: offered by name, not only needed by another."""

    name: str
    version: str
    asked_for: bool


def read_lock(text: str) -> list[Pinned]:
    """The entries of a lock file as uv writes it. One package may have several, by version of Python."""
    entries = []
    for block in re.split(r"\n(?=\S)", text):
        if found := _PINNED.match(block):
            via = frozenset(match["name"] for match in _VIA.finditer(block))
            entries.append(Pinned(found["name"].lower(), found["version"], block.rstrip(), via))
    return entries


def cut_out(entries: list[Pinned], wanted: tuple[str, ...]) -> list[Pinned]:
    """The wanted packages and all that they need, in the order of the lock."""
    kept = set(wanted)
    while more := {entry.name for entry in entries if entry.via & kept} - kept:
        kept |= more
    return [entry for entry in entries if entry.name in kept]


def write_lock(entries: list[Pinned]) -> str:
    """A requirements file with hashes; comments say what it is for."""
    head = (
        "# What scripts are offered on this site: pip install -r "
        f"{FILENAME}\n# Made from the lock of the platform itself. Measured here with Python "
        f"{platform.python_version()}.\n"
    )
    bare = (re.sub(r"\n    #.*", "", entry.text) for entry in entries)
    return head + "".join(f"{text}\n" for text in bare)


@lru_cache
def published_lock() -> str:
    """The file that is served."""
    return write_lock(_offered_entries())


@lru_cache
def published_packages() -> tuple[Package, ...]:
    """What is installed here of what the file lists, the offered ones first."""
    names = list(dict.fromkeys(entry.name for entry in _offered_entries()))
    needed = [name for name in names if name not in OFFERED and _is_installed(name)]
    return tuple(Package(name, version(name), name in OFFERED) for name in (*OFFERED, *needed))


def _offered_entries() -> list[Pinned]:
    text = Path(settings.BASE_DIR, LOCK).read_text(encoding="utf-8")
    return cut_out(read_lock(text), OFFERED)


def _is_installed(name: str) -> bool:
    """Some are for other systems only."""
    try:
        return bool(version(name))
    except ImportError:
        return False
