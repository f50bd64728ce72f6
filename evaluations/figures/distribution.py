"""A column of the data at a glance: a tiny histogram, or bars for its most frequent values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from .numbers import count, is_number, numbers, percent, write_short
from .svg import bar, coordinate, drawing, element, line
from .text import clean, quote

_WIDTH = 120.0
_HEIGHT = 32.0
_FLOOR = _HEIGHT - 1.5
_MOST = 24  # bars drawn
_SHARE_FOR_MISSING = 8.0  # width of the grey bar at the right


def distribution_svg(column: Mapping[str, Any], rows: int | None = None) -> str:
    """The sparkline of one entry of ``profile["columns"]``; with ``rows``, missing cells are drawn too."""
    counts = _histogram(column) or _frequencies(column)
    missing = column.get("missing")
    share = missing / rows if rows and is_number(missing) else 0.0
    end = _WIDTH - (_SHARE_FOR_MISSING + 4 if share > 0 else 0)
    parts = [_axis(end), _draw_counts(counts, end)]
    if share > 0:
        height = max(1.5, min(share, 1.0) * (_FLOOR - 2))
        parts.append(
            bar(
                _WIDTH - _SHARE_FOR_MISSING,
                _FLOOR - height,
                _SHARE_FOR_MISSING,
                height,
                "ff-baseline",
                opacity=0.5,
            )
        )
    words = describe_distribution(column, rows)
    return drawing(_WIDTH, _HEIGHT, *parts, title=clean(column.get("name"), 80), desc=words, kind="ff-tiny")


def describe_distribution(column: Mapping[str, Any], rows: int | None = None) -> str:
    """What the sparkline shows, in words."""
    missing = column.get("missing")
    gap = ""
    if rows and is_number(missing) and missing > 0:
        gap = f"; {percent(missing, rows)} missing"
    low, high = column.get("min"), column.get("max")
    if is_number(low) and is_number(high):
        return f"from {write_short(low)} to {write_short(high)}, median {_median(column)}{gap}"
    values = _values(column)
    if not values:
        return f"no values to draw{gap}"
    name, rows_of_top = values[0]
    distinct = column.get("distinct")
    kinds = count(int(distinct), "different value") if is_number(distinct) else count(len(values), "value")
    return f"{kinds}; most frequent {quote(name)} ({count(rows_of_top, 'row')}){gap}"


def _median(column: Mapping[str, Any]) -> str:
    median = column.get("median")
    return write_short(median) if is_number(median) else "unknown"


def _histogram(column: Mapping[str, Any]) -> list[float]:
    """Counts of a number's histogram, neighbours added up until they are few enough to see."""
    counts = numbers((column.get("histogram") or {}).get("counts"))
    every = -(-len(counts) // _MOST) or 1
    return [sum(counts[start : start + every]) for start in range(0, len(counts), every)]


def _frequencies(column: Mapping[str, Any]) -> list[float]:
    return [float(rows) for _, rows in _values(column)[:_MOST]]


def _values(column: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Values with their counts, most frequent first."""
    found = [
        (str(entry.get("value")), int(entry["count"]))
        for entry in column.get("values") or []
        if is_number(entry.get("count")) and entry["count"] > 0
    ]
    return sorted(found, key=lambda entry: -entry[1])


def _draw_counts(counts: Sequence[float], end: float) -> str:
    """A bar for each count that is not zero; strokes of one path: a hundred columns have thousands."""
    tallest = max(counts, default=0.0)
    if tallest <= 0:
        return ""
    stems, width = _stems(len(counts), end)
    strokes = (
        f"{stem}{_FLOOR - max(1.0, rows / tallest * (_FLOOR - 2)):.1f}"
        for stem, rows in zip(stems, counts, strict=True)
        if rows
    )
    return element(
        "path",
        class_="ff-measured",
        d="".join(strokes),
        stroke="currentColor",
        stroke_width=width,
        opacity=0.6,
    )


@lru_cache(maxsize=128)  # most columns are drawn on the same few
def _axis(end: float) -> str:
    return line((0.5, _FLOOR), (end - 0.5, _FLOOR), "ff-axis")


@lru_cache(maxsize=128)
def _stems(number: int, end: float) -> tuple[tuple[str, ...], float]:
    """Where strokes begin, up to their height, and how wide they are: two values do not become two walls."""
    each = min(end / number, 24.0)
    floor = coordinate(_FLOOR)
    return tuple(f"M{coordinate((place + 0.5) * each)} {floor}V" for place in range(number)), each - 1
