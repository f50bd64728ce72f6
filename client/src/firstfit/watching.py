"""Push again at every save."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

LOOK_SECONDS = 0.4
SETTLE_SECONDS = 0.3


def fingerprint(paths: Sequence[Path]) -> str:
    """Of what is in the files: saving without a change is none. A file that is away counts as empty."""
    told = hashlib.sha256()
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:
            content = b""
        told.update(hashlib.sha256(content).digest())
    return told.hexdigest()


def stamps(paths: Sequence[Path]) -> list[tuple[int, int]]:
    """Cheap to ask for: time of change and size."""
    found = []
    for path in paths:
        try:
            known = path.stat()
        except OSError:
            found.append((0, 0))
        else:
            found.append((known.st_mtime_ns, known.st_size))
    return found


def changes(paths: Sequence[Path], look_seconds: float = LOOK_SECONDS) -> Iterator[None]:
    """Once at the start, then each time that the files' content is another; ends with the caller."""
    while True:
        seen, content = stamps(paths), fingerprint(paths)
        yield
        while stamps(paths) == seen or fingerprint(paths) == content:
            time.sleep(look_seconds)
        settle(paths)


def settle(paths: Sequence[Path]) -> None:
    """Editors write in steps: wait until nothing has changed for a moment."""
    before = None
    while (current := stamps(paths)) != before:
        before = current
        time.sleep(SETTLE_SECONDS)
