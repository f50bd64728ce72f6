"""Words of others on a terminal: they neither colour it nor move its cursor."""

from __future__ import annotations

from rich import markup


def escape(text: str) -> str:
    """Without markup, control characters and changes of direction; lines stay lines."""
    return markup.escape("".join(mark for mark in text if mark.isprintable() or mark == "\n"))
