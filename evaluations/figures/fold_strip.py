"""How much a score depends on which rows were held out: one dot per fold, one row per model."""

from __future__ import annotations

from .measured import LONGEST_TITLE, Metric, Report, diagnostics_of, metric_of, title_of_pipeline
from .numbers import is_number, numbers, tidy, write, write_short
from .rows import Chart, Marks, Row, draw_rows
from .scale import Scale
from .spec import FigureSpec
from .svg import dot, line
from .text import clean

_READING = (
    "Each dot is the score on one held-out fold and the tick their mean; the wider the dots scatter, "
    "the less a single split could have told you."
)


def draw_fold_strip(report: Report) -> FigureSpec | None:
    """Needs at least one model with the score of one fold."""
    metric = metric_of(report)
    strips = [
        (
            clean(entry.get("title") or title_of_pipeline(report, entry.get("pipeline")), LONGEST_TITLE),
            entry,
            scores,
        )
        for entry in diagnostics_of(report, "fold_scores") or []
        if (scores := numbers(entry.get("values")))
    ]
    if not strips:
        return None
    everything = [score for _, _, scores in strips for score in scores]
    decimals = metric.decimals(everything, [(max(scores) - min(scores)) / 4 for _, _, scores in strips])
    best = next((strip for strip in strips if strip[1].get("pipeline") == report.get("best")), strips[-1])
    title = _title(best[0], best[2], metric, decimals)
    low, high = metric.visible_range(min(everything), max(everything))
    chart = Chart(title, low, high, f"{metric.title} per fold, {metric.direction}")
    tones = [
        "ff-baseline" if entry.get("pipeline") == report.get("baseline") else "ff-measured"
        for _, entry, _ in strips
    ]
    rows = [_row(name, scores, decimals, tone) for (name, _, scores), tone in zip(strips, tones, strict=True)]
    wide, narrow = draw_rows(rows, chart)
    table = {
        "columns": ["model", "mean", "folds"],
        "rows": [_table_row(name, entry, scores) for name, entry, scores in strips],
    }
    return FigureSpec("fold_strip", title, _READING, table, wide, narrow)


def _title(name: str, scores: list[float], metric: Metric, decimals: int) -> str:
    low, high = write(min(scores), decimals), write(max(scores), decimals)
    if low == high:
        return f"{name} scores {low} on every fold"
    return f"{name} scores between {low} and {high}, depending on the fold"


def _row(name: str, scores: list[float], decimals: int, tone: str) -> Row:
    low, high = write(min(scores), decimals), write(max(scores), decimals)
    value = low if low == high else f"{low} to {high}"
    return Row(name, value, marks=_marks(scores, tone), tone=tone)


def _marks(scores: list[float], tone: str) -> Marks:
    def draw(scale: Scale, y: float) -> str:
        x = scale(sum(scores) / len(scores))
        tick = line((x, y - 8), (x, y + 8), tone, width=2)
        return "".join(dot(scale(score), y, tone, radius=4, opacity=0.45) for score in scores) + tick

    return draw


def _table_row(name: str, entry: Report, scores: list[float]) -> list[object]:
    mean = entry.get("mean")
    shown = mean if is_number(mean) else sum(scores) / len(scores)
    return [name, tidy(float(shown)), ", ".join(map(write_short, scores))]
