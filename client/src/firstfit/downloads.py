"""Files from the site, kept whole and where they are wanted."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

# What one says here, and what the address says.
FORMATS: Mapping[str, str] = {
    "bundle": "reproduce",
    "site": "site",
    "readme": "readme",
    "notebook": "notebook",
    "card": "model-card",
    "json": "json",
    "csv": "csv",
}
NAMED = re.compile(r'filename="([^"]+)"')
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,149}")


def name_of(headers: Mapping[str, str], fallback: str) -> str:
    """The file's name that the site proposes, unless it is more than a name."""
    found = NAMED.search(headers.get("content-disposition", ""))
    return found[1] if found and SAFE.fullmatch(found[1]) else fallback


def keep(content: bytes, path: Path) -> Path:
    """Whole or not at all. What was there is replaced: an export can be had again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)
    return path
