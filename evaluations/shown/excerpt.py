"""The place in a script where something happened: the line with its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from evaluations.shown.words import block

AROUND = 2
LONGEST_LINE = 300


@dataclass(frozen=True)
class ShownLine:
    number: int
    text: str
    is_marked: bool


def excerpt(source: str, line: int | None) -> tuple[ShownLine, ...]:
    """The 1-based ``line`` and two on either side; nothing where the file has no such line."""
    lines = source.splitlines()
    if line is None or not 1 <= line <= len(lines):
        return ()
    shown = range(max(1, line - AROUND), min(len(lines), line + AROUND) + 1)
    return tuple(
        ShownLine(number, block(lines[number - 1], LONGEST_LINE), number == line) for number in shown
    )
