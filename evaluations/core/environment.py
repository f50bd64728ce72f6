"""What the numbers are made with. Reads package files, loads none of the packages."""

from __future__ import annotations

import platform
import sys
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from evaluations.core.version import ENGINE_VERSION

DECISIVE = ("numpy", "pandas", "scikit-learn", "scipy")
OFFERED = (*DECISIVE, "matplotlib", "seaborn")


def environment_versions() -> dict[str, str]:
    """Python, the engine, and every library that scripts are offered: stored beside each report."""
    offered = {name: _version(name) for name in OFFERED}
    return {"python": platform.python_version(), "engine": ENGINE_VERSION, **offered}


def decisive_versions() -> dict[str, str]:
    """The versions that numbers depend on: Python's (without the patch level) and the numeric libraries'."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"python": python} | {name: _version(name) for name in DECISIVE}


@lru_cache
def digest_sources(*packages: ModuleType) -> str:
    """SHA-256 over the sources of what makes a result: after a change nothing of before is taken for it."""
    digest = sha256()
    for package in packages:
        for path in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache
def _version(library: str) -> str:
    return version(library)
