"""What the numbers were made with: versions that are stored beside every result."""

from __future__ import annotations

import platform
from importlib.metadata import version

from evaluations.core.version import ENGINE_VERSION

OFFERED = ("numpy", "scipy", "pandas", "scikit-learn", "matplotlib")


def environment_versions() -> dict[str, str]:
    """Python, the engine, and every library that scripts are offered."""
    libraries = {name: version(name) for name in OFFERED}
    return {"python": platform.python_version(), "engine": ENGINE_VERSION, **libraries}
