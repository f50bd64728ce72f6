"""Charts of one row per thing: a name, marks on a shared scale, a value in words.

Each is drawn twice: wide, with the names in a column of their own, and narrow, with every name above
its marks, so that neither has to shrink its type.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .numbers import write_tick
from .placement import place
from .scale import Scale, ticks
from .svg import bar, drawing, label, line, shape, tooltip
from .text import clean, text_width, wrap

_SIZE = 13
Marks = Callable[[Scale, float], str]


@dataclass(frozen=True)
class Row:
    """One row; ``marks`` draws on the scale at the height it is given."""

    name: str
    value: str
    extra: str = ""
    marks: Marks | None = None
    strong: bool = False
    tone: str = "ff-measured"


@dataclass(frozen=True)
class Chart:
    """What all rows share."""

    title: str
    low: float
    high: float
    caption: str  # of the scale
    reference: float | None = None  # a vertical line through all rows
    reference_label: str = ""
    heads: tuple[tuple[float, str, str], ...] = ()  # (value, words, tone) above the first row


@dataclass(frozen=True)
class _Layout:
    kind: str
    width: float
    top: float
    start: float  # x where the scale begins and ends
    end: float
    row: float  # height of a row whose name takes one line
    second: float  # how much higher it is with a name on two
    stacked: bool  # names above their marks
    value_width: float = 0


@dataclass(frozen=True)
class _Place:
    """Where a row goes: its name in lines, its top and its height."""

    row: Row
    lines: list[str]
    top: float
    height: float
    layout: _Layout

    @property
    def text_y(self) -> float:
        """The baseline of the value, and of a name on one line."""
        return self.top + (17 if self.layout.stacked else self.height / 2 + 4.5)

    @property
    def marks_y(self) -> float:
        return self.top + (self.height - 14 if self.layout.stacked else self.height / 2)

    @property
    def first_line_y(self) -> float:
        up = 0 if self.layout.stacked else _LEADING / 2 * (len(self.lines) - 1)
        return self.text_y - up


_NAMES = (80, 210)  # least and most room for the column of names
_LEADING = 15  # between the two lines of a long name
_HEADS = 34  # height of the words above the first row
_FOOT = 48


def draw_rows(rows: Sequence[Row], chart: Chart) -> tuple[str, str]:
    """The wide and the narrow drawing."""
    top = _HEADS if chart.heads or chart.reference_label else 8
    narrow = _Layout("ff-narrow", 340, top, 10, 330, 46, _LEADING, stacked=True)
    return _draw(rows, chart, _lay_out_wide(rows, top)), _draw(rows, chart, narrow)


def _lay_out_wide(rows: Sequence[Row], top: float) -> _Layout:
    """Columns as wide as what stands in them: names, the scale, values, what follows the values."""
    names = max((text_width(clean(row.name), _SIZE) for row in rows), default=0)
    values = max((text_width(row.value, _SIZE) for row in rows), default=0)
    extras = max((text_width(row.extra, _SIZE) + 14 for row in rows if row.extra), default=0)
    start = min(max(names, _NAMES[0]), _NAMES[1]) + 20
    return _Layout("ff-wide", 640, top, start, 640 - 18 - values - extras, 30, 8, False, values)


def _draw(rows: Sequence[Row], chart: Chart, layout: _Layout) -> str:
    scale = Scale(chart.low, chart.high, layout.start, layout.end)
    places = _place_rows(rows, layout)
    bottom = places[-1].top + places[-1].height if places else layout.top
    parts = [_grid(chart, scale, layout, bottom), _heads(chart, scale, layout)]
    parts += [_row(place, chart, scale) for place in places]
    parts.append(_caption(chart, layout, bottom + 40))
    words = "; ".join(f"{row.name}: {row.value} {row.extra}".strip() for row in rows)
    return drawing(layout.width, bottom + _FOOT, *parts, title=chart.title, desc=words, kind=layout.kind)


def _place_rows(rows: Sequence[Row], layout: _Layout) -> list[_Place]:
    """One below the other, those with long names higher."""
    places, top = [], layout.top
    for row in rows:
        room = (_value_left(row, layout) - 12 if layout.stacked else layout.start - 14) - _name_x(layout)
        lines = wrap(clean(row.name), _SIZE, room)
        height = layout.row + layout.second * (len(lines) - 1)
        places.append(_Place(row, lines, top, height, layout))
        top += height
    return places


# What all rows share


def _caption(chart: Chart, layout: _Layout, y: float) -> str:
    room = layout.end - 2
    return label(layout.end, y, chart.caption, size=_SIZE - 1, tone="ff-muted", anchor="end", room=room)


def _grid(chart: Chart, scale: Scale, layout: _Layout, bottom: float) -> str:
    """Numbers below at round values, as often as they fit; in wide charts, hairlines up from them."""
    values = ticks(chart.low, chart.high, 5)
    parts, used = [], 0.0
    for value in values:
        x, words = scale(value), write_tick(value, chart.high - chart.low)
        if not layout.stacked:
            parts.append(line((x, layout.top - 2), (x, bottom), "ff-grid"))
        half = text_width(words, _SIZE - 1) / 2
        centre = min(max(x, half + 1), layout.width - half - 1)
        if centre - half >= used:
            parts.append(label(centre, bottom + 18, words, size=_SIZE - 1, tone="ff-muted", anchor="middle"))
            used = centre + half + 10
    return "".join(parts) + _reference(chart, scale, layout, layout.top - 8, bottom, whole=True)


def _reference(chart: Chart, scale: Scale, layout: _Layout, top: float, bottom: float, *, whole: bool) -> str:
    """The reference: through all rows, or row by row where the names would be crossed."""
    if chart.reference is None or whole == layout.stacked:
        return ""
    x = scale(chart.reference)
    return line((x, top), (x, bottom), "ff-baseline", width=1.5, dashes="4 4" if whole else None)


def _heads(chart: Chart, scale: Scale, layout: _Layout) -> str:
    heads = list(chart.heads)
    if chart.reference is not None and chart.reference_label:
        heads.append((chart.reference, chart.reference_label, "ff-baseline"))
    widths = [text_width(words, _SIZE) for _, words, _ in heads]
    centres = place([scale(value) for value, _, _ in heads], widths, 2, layout.width - 2, 12)
    return "".join(
        label(centre, 18, words, size=_SIZE, tone=tone, anchor="middle")
        for (_, words, tone), centre in zip(heads, centres, strict=True)
    )


# One row


def _row(place: _Place, chart: Chart, scale: Scale) -> str:
    row, y = place.row, place.marks_y
    rail = line((scale.start, y), (scale.end, y), "ff-grid")
    tick = _reference(chart, scale, place.layout, y - 9, y + 9, whole=False)
    marks = row.marks(scale, y) if row.marks else ""
    return rail + tick + marks + _name(place) + _value(row, place.layout, place.text_y)


def _name_x(layout: _Layout) -> float:
    return layout.start if layout.stacked else 2


def _name(place: _Place) -> str:
    """In lines; where something had to be left out, the whole name is a tooltip."""
    x, strong = _name_x(place.layout), place.row.strong
    lines = "".join(
        label(x, place.first_line_y + _LEADING * index, words, size=_SIZE, strong=strong)
        for index, words in enumerate(place.lines)
    )
    whole = clean(place.row.name)
    is_cut = len("".join(place.lines).replace(" ", "")) < len(whole.replace(" ", ""))
    return tooltip(whole, lines) if is_cut else lines


def _value_x(row: Row, layout: _Layout) -> float:
    """Where the value ends: in a column when wide, before what follows it when narrow."""
    after = text_width(row.extra, _SIZE) + 10 if row.extra else 0
    return layout.end - after if layout.stacked else layout.end + 14 + layout.value_width


def _value_left(row: Row, layout: _Layout) -> float:
    return _value_x(row, layout) - text_width(row.value, _SIZE)


def _value(row: Row, layout: _Layout, y: float) -> str:
    """The value and what follows it, at the right."""
    right = layout.end if layout.stacked else layout.width - 2
    tone = row.tone if row.marks else "ff-muted"
    at, strong = _value_x(row, layout), row.marks is not None
    value = label(at, y, row.value, size=_SIZE, tone=tone, anchor="end", strong=strong)
    return value + (
        label(right, y, row.extra, size=_SIZE, tone="ff-muted", anchor="end") if row.extra else ""
    )


# Marks


def whisker(scale: Scale, y: float, ends: tuple[float, float], tone: str) -> str:
    """An interval."""
    return line((scale(ends[0]), y), (scale(ends[1]), y), tone, width=5, opacity=0.4)


def beyond(scale: Scale, y: float, value: float, tone: str) -> str:
    """An arrowhead at the end of the scale for what lies past it, else nothing."""
    if scale.low <= value <= scale.high:
        return ""
    tip, back = (scale.start - 2, 8) if value < scale.low else (scale.end + 2, -8)
    return shape([(tip, y), (tip + back, y - 5), (tip + back, y + 5)], tone)


def length(scale: Scale, y: float, value: float, tone: str) -> str:
    """A bar from zero."""
    ends = sorted((scale(0.0), scale(value)))
    return bar(ends[0], y - 6, ends[1] - ends[0], 12, tone, opacity=0.35, rounded=2)
