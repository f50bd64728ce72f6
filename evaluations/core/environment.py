"""What the numbers are made with. Reads package files, loads none of the packages."""

from __future__ import annotations

import platform
import sys
from functools import lru_cache
from importlib.metadata import version

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
def _version(library: str) -> str:
    return version(library)
