"""How far off, and in which direction: a histogram of the errors."""

from __future__ import annotations

from .frame import Frame
from .measured import Report, diagnostics_of
from .numbers import numbers, percent, tidy, write_short
from .scale import round_range
from .spec import FigureSpec
from .svg import bar, label, line
from .text import text_width

_READING = (
    "Each bar counts the rows whose error (true minus predicted value) falls there; "
    "right of zero the model predicted too low, left of it too high."
)
_BALANCED = 0.1  # a difference of shares up to which the errors are called even


def draw_residuals(report: Report) -> FigureSpec | None:
    """Needs a histogram with at least one row; regression only."""
    found = diagnostics_of(report, "residuals") or {}
    edges, counts = numbers(found.get("edges")), numbers(found.get("counts"))
    total = sum(counts)
    if len(edges) != len(counts) + 1 or total <= 0:
        return None
    title = _title(edges, counts)
    low, high = round_range(min(edges[0], 0.0), max(edges[-1], 0.0))
    frame = Frame(
        low, high, 0, round_range(0, max(counts))[1], "true minus predicted value", "rows", height=240
    )
    zero, top = frame.x(0), frame.y.end
    marks = [
        *(_bar(frame, edges[i], edges[i + 1], rows) for i, rows in enumerate(counts)),
        line((zero, top), (zero, frame.y.start), "ff-baseline", width=1.5, dashes="4 4"),
        label(_near(frame, zero), top - 6, "exact", size=12, tone="ff-baseline", anchor="middle"),
    ]
    rows = [[tidy(edges[i]), tidy(edges[i + 1]), int(rows)] for i, rows in enumerate(counts)]
    table = {"columns": ["from", "to", "rows"], "rows": rows}
    return FigureSpec("residuals", title, _READING, table, frame.draw(*marks, title=title, desc=_READING))


def _near(frame: Frame, x: float) -> float:
    """The middle of the word "exact", kept clear of the numbers at the left and of the edge at the right."""
    half = text_width("exact", 12) / 2
    return min(max(x, frame.x.start + half, 44 + half), frame.width - half - 2)


def _bar(frame: Frame, low: float, high: float, rows: float) -> str:
    left, right, top = frame.x(low), frame.x(high), frame.y(rows)
    return bar(left + 0.5, top, right - left - 1, frame.y.start - top, "ff-measured", opacity=0.6)


def _title(edges: list[float], counts: list[float]) -> str:
    """Which way the errors lean; a bar that holds zero is shared out by width."""
    total = sum(counts)
    too_low = sum(rows * _share_above_zero(edges[i], edges[i + 1]) for i, rows in enumerate(counts))
    too_high = total - too_low
    if abs(too_low - too_high) <= _BALANCED * total:
        reach = write_short(max(abs(edges[0]), abs(edges[-1])))
        return f"Predictions are too high about as often as too low, and at most {reach} off"
    more, less = ("low", "high") if too_low > too_high else ("high", "low")
    share = percent(max(too_low, too_high), total)
    return f"Predictions are more often too {more} ({share} of rows) than too {less}"


def _share_above_zero(low: float, high: float) -> float:
    if low >= 0:
        return 1.0
    return 0.0 if high <= 0 else high / (high - low)
