"""Predicted against true values, one dot per held-out row."""

from __future__ import annotations

from statistics import median

from .frame import Frame
from .measured import Report, diagnostics_of
from .numbers import is_number, tidy, write_short
from .scale import round_range
from .spec import FigureSpec
from .svg import dot, label, line
from .text import clean, quote

_READING = (
    "On the dashed diagonal a prediction is exact; "
    "dots above it were predicted too high, dots below it too low."
)
_DRAWN = 400


def draw_predicted_vs_actual(report: Report) -> FigureSpec | None:
    """Needs at least one row with both values; regression only."""
    found = diagnostics_of(report, "predicted_vs_actual") or {}
    pairs = [
        (float(actual), float(predicted))
        for actual, predicted in zip(found.get("actual") or [], found.get("predicted") or [], strict=False)
        if is_number(actual) and is_number(predicted)
    ][:_DRAWN]
    if not pairs:
        return None
    error = median(abs(predicted - actual) for actual, predicted in pairs)
    unit = clean(found.get("unit") or "the target", 60)
    title = f"Half of the predictions of {quote(unit)} are within {write_short(error)} of the true value"
    values = [value for pair in pairs for value in pair]
    low, high = round_range(min(values), max(values))
    frame = Frame(low, high, low, high, "true value", f"predicted {unit}")
    marks = [
        line(frame.at(low, low), frame.at(high, high), "ff-baseline", width=1.5, dashes="4 4"),
        *(dot(*frame.at(*pair), "ff-measured", radius=2.8, opacity=0.5) for pair in pairs),
        label(frame.x.end, frame.y.start - 8, "dashed: exact", size=12, tone="ff-baseline", anchor="end"),
    ]
    table = {
        "columns": ["true", "predicted"],
        "rows": [[tidy(actual), tidy(predicted)] for actual, predicted in pairs],
    }
    return FigureSpec(
        "predicted_vs_actual", title, _READING, table, frame.draw(*marks, title=title, desc=_READING)
    )
