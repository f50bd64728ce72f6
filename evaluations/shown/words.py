"""Strings from learners and their scripts, made fit for a page. Escaping itself is the template's."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from evaluations.figures.numbers import count
from evaluations.figures.text import clean

CUT = " … (cut)"
_KEPT_CONTROLS = frozenset("\n\t")
_DROPPED = frozenset(["Cc", "Cf", "Cs", "Co", "Cn"])


def block(text: str, limit: int) -> str:
    """Several lines without control characters and direction overrides, at most ``limit`` characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines[: limit + 1] if c in _KEPT_CONTROLS or _is_printable(c))
    return kept if len(lines) <= limit else kept[:limit] + CUT


def _is_printable(character: str) -> bool:
    return unicodedata.category(character) not in _DROPPED


def listed(items: Sequence[str], *, most: int = 4) -> str:
    """ "a", "a and b", "a, b and c", "a, b, c and 5 more"."""
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def file_size(size_bytes: int) -> str:
    """ "312 bytes", "4.1 kB", "2.3 MB"."""
    if size_bytes < 1000:
        return count(size_bytes, "byte")
    return f"{size_bytes / 1e3:.1f} kB" if size_bytes < 1e6 else f"{size_bytes / 1e6:.1f} MB"


def duration(seconds: float) -> str:
    """ "0.04 s", "12 s", "3 min"."""
    if seconds < 10:
        return f"{seconds:.2g} s" if seconds >= 0.01 else "under 0.01 s"
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def paragraphs(text: str, limit: int) -> tuple[str, ...]:
    """Each one line of printable text; empty ones are left out."""
    return tuple(clean(line, limit) for line in text.splitlines() if line.strip())
