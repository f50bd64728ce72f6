"""The labels of the score line: one beside each mark, none on top of another, none outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from .placement import place
from .svg import element, line
from .text import cut, text_width

_GAP = 14  # between neighbouring labels
_EDGE = 4  # kept free at both sides of the drawing


@dataclass(frozen=True)
class Note:
    """The label of the mark at ``x``: a name, a value, and what else there is room for."""

    x: float
    name: str
    value: str
    extra: str
    tone: str
    size: float  # of the value's type

    def width(self, small: float, *, stacked: bool) -> float:
        name, value = text_width(self.name, small), text_width(self.value, self.size)
        extra = text_width(self.extra, small) + _SPACE if self.extra else 0
        return max(name + extra, value) if stacked else name + _SPACE + value + extra

    def shorten(self, small: float, room: float, *, stacked: bool) -> Note:
        """The name cut so that the whole note is at most ``room`` wide, provided that its value is."""
        left = room if stacked else room - _SPACE - text_width(self.value, self.size)
        return replace(self, name=cut(self.name, small, left) if left > 2 * small else "")


_SPACE = 6  # between the words of one note


def draw_notes(
    notes: Sequence[Note], total: float, y: float, marks: float, small: float, *, stacked: bool
) -> str:
    """A row of notes across a drawing ``total`` wide.

    ``y`` is the baseline of the line of type next to the scale, ``marks`` the height at which the
    leaders start. Notes above the scale (``y < marks``) grow upwards.
    """
    notes = fit(notes, total - 2 * _EDGE, small, stacked=stacked)
    widths = [note.width(small, stacked=stacked) for note in notes]
    centres = place([note.x for note in notes], widths, _EDGE, total - _EDGE, _GAP)
    drawn = []
    for note, centre, width in zip(notes, centres, widths, strict=True):
        block = Block(note, centre - width / 2, centre + width / 2)
        drawn.append(_stack(block, y, marks, small) if stacked else _row(note, centre, y, small))
    return "".join(drawn)


def fit(notes: Sequence[Note], room: float, small: float, *, stacked: bool) -> list[Note]:
    """The notes with as much said as there is room for: first the extras go, then size, then names."""
    room -= _GAP * max(0, len(notes) - 1)
    plain = [replace(note, extra="") for note in notes]
    modest = [replace(note, size=small) for note in plain]
    for attempt in (notes, plain, modest):
        if sum(note.width(small, stacked=stacked) for note in attempt) <= room:
            return list(attempt)
    return [note.shorten(small, room / len(notes), stacked=stacked) for note in modest]


@dataclass(frozen=True)
class Block:
    """A note and the room it was given."""

    note: Note
    left: float
    right: float

    def centre_for(self, width: float) -> float:
        """Where a line of type ``width`` wide stands nearest to the mark without leaving the block."""
        half = min(width, self.right - self.left) / 2
        return min(max(self.note.x, self.left + half), self.right - half)


def _stack(block: Block, y: float, marks: float, small: float) -> str:
    """Name over value, each as near to the mark as the block allows."""
    note, above = block.note, y < marks
    name_at, value_at = (y - note.size - 3, y) if above else (y, y + note.size + 4)
    value_width = text_width(note.value, note.size)
    name_width = replace(note, value="").width(small, stacked=True)
    name = _line(
        block.centre_for(name_width), name_at, _span(note.name, "ff-muted", small) + _extra(note, small)
    )
    value_line = _line(
        block.centre_for(value_width), value_at, _span(note.value, note.tone, note.size, strong=True)
    )
    nearest = value_width if above else name_width
    return name + value_line + _leader(block, nearest, (y + 5) if above else (y - small - 1), marks)


def _leader(block: Block, width: float, end: float, marks: float) -> str:
    """A hairline from the mark to a label that had to move away from it."""
    x, centre = block.note.x, block.centre_for(width)
    reached = min(max(x, centre - width / 2 + 4), centre + width / 2 - 4)
    return line((x, marks), (reached, end), block.note.tone, opacity=0.6) if abs(reached - x) >= 1 else ""


def _row(note: Note, centre: float, y: float, small: float) -> str:
    name = _span(note.name, "ff-muted", small)
    value = _span(note.value, note.tone, note.size, strong=True, after=bool(note.name))
    return _line(centre, y, name + value + _extra(note, small))


def _extra(note: Note, small: float) -> str:
    return _span(note.extra, "ff-muted", small, after=True) if note.extra else ""


def _line(x: float, y: float, spans: str) -> str:
    return element("text", spans, x=x, y=y, text_anchor="middle", fill="currentColor")


def _span(content: str, tone: str, size: float, *, strong: bool = False, after: bool = False) -> str:
    return element(
        "tspan",
        escape(content),
        class_=tone,
        fill="currentColor",
        font_size=size,
        font_weight="600" if strong else None,
        dx=_SPACE if after else None,
    )
