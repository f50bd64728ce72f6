"""Would more rows help: the score by how many rows the model learnt from."""

from __future__ import annotations

from .measured import LONGEST_TITLE, Report, diagnostics_of, metric_of
from .numbers import count, is_number, is_row_count, numbers, tidy, write, write_short
from .rows import Chart, Marks, Row, draw_rows
from .scale import Scale
from .spec import FigureSpec
from .svg import dot, line
from .text import clean

_READING = (
    "Each row of dots is the score on held-out rows after learning from so many rows, the tick their mean; "
    "where the last ticks still move to the better side, more rows would help."
)
_STILL = 0.1  # of the whole way from few rows to all: a smaller last step is levelling off
Point = tuple[int, float, list[float]]


def draw_learning_curve(report: Report) -> FigureSpec | None:
    """Needs two points."""
    found = diagnostics_of(report, "learning_curve") or {}
    points = _points(found)
    if len(points) < 2:
        return None
    metric = metric_of(report)
    everything = [score for _, mean, folds in points for score in (mean, *folds)]
    decimals = metric.decimals(everything, [(max(everything) - min(everything)) / 4])
    name = clean(found.get("title") or "The model", LONGEST_TITLE)
    title = _title(name, points, decimals, higher=metric.higher_is_better)
    low, high = metric.visible_range(min(everything), max(everything))
    chart = Chart(title, low, high, f"{metric.title}, {metric.direction}")
    rows = [
        Row(count(n, "row"), write(mean, decimals), marks=_marks(mean, folds)) for n, mean, folds in points
    ]
    wide, narrow = draw_rows(rows, chart)
    listed = [[n, tidy(mean), ", ".join(map(write_short, folds))] for n, mean, folds in points]
    table = {"columns": ["rows learnt from", metric.title, "folds"], "rows": listed}
    return FigureSpec("learning_curve", title, _READING, table, wide, narrow)


def _points(found: Report) -> list[Point]:
    entries = found.get("points") if isinstance(found, dict) else None
    points = [
        (int(entry["rows"]), float(entry["score"]), numbers(entry.get("folds")))
        for entry in entries or []
        if is_row_count(entry.get("rows")) and is_number(entry.get("score"))
    ]
    return sorted(points)


def _title(name: str, points: list[Point], decimals: int, *, higher: bool) -> str:
    """Whether the last step was still a step, beside the whole way."""
    sign = 1 if higher else -1
    way, last = (sign * (points[-1][1] - points[at][1]) for at in (0, -2))
    first, end = write(points[0][1], decimals), write(points[-1][1], decimals)
    grown = f"{name} goes from {first} with {count(points[0][0], 'row')} to {end} with {points[-1][0]:,}"
    if way <= 0 or first == end:
        return f"{name} scores {end} with all rows and no less with fewer: more rows may not help"
    return f"{grown}, and is still getting better" if last > _STILL * way else f"{grown}, and levels off"


def _marks(mean: float, folds: list[float]) -> Marks:
    def draw(scale: Scale, y: float) -> str:
        tick = line((scale(mean), y - 8), (scale(mean), y + 8), "ff-measured", width=2.5)
        return "".join(dot(scale(score), y, "ff-measured", radius=4, opacity=0.45) for score in folds) + tick

    return draw
