"""One folder for the temporary files of a run, so that whoever is killed leaves no litter behind.

It lies where the system keeps such files and anybody may pass through it: the sandbox's floor is tried with
bait that only the sandbox keeps closed.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

PREFIX = "firstfit-run-"
LINK = "scratch"


def fresh_scratch(var_dir: Path) -> Path:
    """A new, empty folder. What an earlier run, itself killed, has left is removed."""
    forget_scratch(var_dir)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)
    (var_dir / LINK).symlink_to(folder)
    return folder


def forget_scratch(var_dir: Path) -> None:
    link = var_dir / LINK
    if not link.is_symlink():
        return
    folder = link.readlink()
    if folder.name.startswith(PREFIX):
        shutil.rmtree(folder, ignore_errors=True)
    link.unlink()
