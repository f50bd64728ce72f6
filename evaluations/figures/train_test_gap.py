"""Learned or memorised: scores on the rows a model was fitted to, beside scores on new rows."""

from __future__ import annotations

from .measured import Metric, Report, diagnostics_of, metric_of, title_of_pipeline
from .numbers import is_number, tidy, write
from .rows import Chart, Marks, Row, draw_rows
from .scale import Scale
from .spec import FigureSpec
from .svg import dot, element, line

_READING = (
    "The ring is the score on the rows a model learned from, the dot the score on new rows; "
    "a long line between them means that it memorised more than it learned."
)
Gap = tuple[str, float, float]  # name, score on training rows, score on held-out rows


def draw_train_test_gap(report: Report) -> FigureSpec | None:
    """Needs at least one model with both scores."""
    metric = metric_of(report)
    gaps = [
        (title_of_pipeline(report, entry.get("pipeline")), float(entry["train"]), float(entry["test"]))
        for entry in diagnostics_of(report, "train_test_gap") or []
        if is_number(entry.get("train")) and is_number(entry.get("test"))
    ]
    if not gaps:
        return None
    scores = [score for _, train, test in gaps for score in (train, test)]
    decimals = metric.decimals(scores, [(max(scores) - min(scores)) / 4])
    gaps.sort(key=lambda gap: -abs(gap[1] - gap[2]))
    title = _title(gaps, metric, decimals)
    low, high = metric.visible_range(min(scores), max(scores))
    first = gaps[0]
    heads = ((first[1], "rows learned from", "ff-muted"), (first[2], "new rows", "ff-measured"))
    chart = Chart(
        title,
        low,
        high,
        f"{metric.title}, {metric.direction}",
        heads=heads,
    )
    wide, narrow = draw_rows([_row(gap, decimals) for gap in gaps], chart)
    rows = [[name, tidy(train), tidy(test), tidy(abs(train - test))] for name, train, test in gaps]
    table = {"columns": ["model", "rows learned from", "new rows", "gap"], "rows": rows}
    return FigureSpec("train_test_gap", title, _READING, table, wide, narrow)


def _title(gaps: list[Gap], metric: Metric, decimals: int) -> str:
    """Names the model that loses most between the rows it learned from and new ones."""
    sign = 1 if metric.higher_is_better else -1
    name, train, test = max(gaps, key=lambda gap: sign * (gap[1] - gap[2]))
    if write(abs(train - test), decimals) == write(0.0, decimals) or sign * (train - test) <= 0:
        return "No model does better on the rows it learned from than on new ones"
    seen, new = write(train, decimals), write(test, decimals)
    return f"{name} scores {seen} on rows it learned from and {new} on new ones"


def _row(gap: Gap, decimals: int) -> Row:
    name, train, test = gap
    return Row(name, f"{write(train, decimals)} → {write(test, decimals)}", marks=_marks(train, test))


def _marks(train: float, test: float) -> Marks:
    def draw(scale: Scale, y: float) -> str:
        between = line((scale(train), y), (scale(test), y), "ff-measured", width=2, opacity=0.5)
        return between + _ring(scale(train), y) + dot(scale(test), y, "ff-measured")

    return draw


def _ring(x: float, y: float) -> str:
    inside = dot(x, y, "ff-paper", radius=6)
    return inside + element(
        "circle", class_="ff-muted", cx=x, cy=y, r=6, fill="none", stroke="currentColor", stroke_width=2
    )
