"""A by-hand model beside the library's own: the score of both on every fold, and where they disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .measured import Metric, Report, metric_of
from .numbers import count, is_number, tidy, write
from .rows import Chart, Marks, Row, draw_rows
from .scale import Scale
from .spec import FigureSpec
from .svg import dot, element, line
from .text import clean

_READING = (
    "Each row is one fold: the ring is the library's score, the dot the score of the script; "
    "where they lie on one another the two are worth the same there."
)
_LONGEST_NAME = 60


@dataclass(frozen=True)
class _Fold:
    number: int
    script: float
    library: float
    different: int
    predictions: int


def draw_by_hand(report: Report) -> FigureSpec | None:
    """Needs ``by_hand`` with the scores of one fold at least."""
    told = report.get("by_hand") or {}
    folds = _folds(told.get("folds"))
    if not folds:
        return None
    metric, name = metric_of(report), clean(told.get("estimator") or "the library", _LONGEST_NAME)
    scores = [score for fold in folds for score in (fold.script, fold.library)]
    title = _title(name, folds, told.get("agreement") or {})
    decimals = metric.decimals(scores, [(max(scores) - min(scores)) / 4])
    wide, narrow = draw_rows([_row(fold, decimals) for fold in folds], _chart(title, metric, folds, scores))
    table = {
        "columns": ["fold", "script", "library", "different predictions", "predictions"],
        "rows": [
            [fold.number, tidy(fold.script), tidy(fold.library), fold.different, fold.predictions]
            for fold in folds
        ],
    }
    return FigureSpec("by_hand", title, _READING, table, wide, narrow)


def _folds(told: object) -> list[_Fold]:
    names = ("fold", "script", "library", "different", "predictions")
    entries = [entry for entry in (told if isinstance(told, list) else []) if isinstance(entry, Mapping)]
    return [
        _Fold(
            number=int(entry["fold"]),
            script=float(entry["script"]),
            library=float(entry["library"]),
            different=int(entry["different"]),
            predictions=int(entry["predictions"]),
        )
        for entry in entries
        if all(is_number(entry.get(name)) for name in names)
    ]


def _title(name: str, folds: list[_Fold], agreement: Mapping[str, Any]) -> str:
    total, different = (sum(getattr(fold, what) for fold in folds) for what in ("predictions", "different"))
    if not different:
        return f"The script and {name} agree on every one of {count(total, 'prediction')}"
    correlation = agreement.get("correlation")
    if is_number(correlation):
        said = write(float(correlation), 3)
        return f"The script and {name} correlate {said} over {count(total, 'prediction')}"
    return f"The script and {name} agree on {total - different:,} of {count(total, 'prediction')}"


def _chart(title: str, metric: Metric, folds: list[_Fold], scores: list[float]) -> Chart:
    low, high = metric.visible_range(min(scores), max(scores))
    first = folds[0]
    heads = ((first.library, "library", "ff-muted"), (first.script, "script", "ff-measured"))
    return Chart(title, low, high, f"{metric.title}, {metric.direction}", heads=heads)


def _row(fold: _Fold, decimals: int) -> Row:
    both = [write(fold.library, decimals), write(fold.script, decimals)]
    value = both[0] if both[0] == both[1] else " → ".join(both)
    extra = f"{fold.different:,} differ" if fold.different else "same"
    return Row(f"Fold {fold.number}", value, extra, marks=_marks(fold))


def _marks(fold: _Fold) -> Marks:
    def draw(scale: Scale, y: float) -> str:
        library, script = scale(fold.library), scale(fold.script)
        between = line((library, y), (script, y), "ff-measured", width=2, opacity=0.5)
        ring = element(
            "circle",
            class_="ff-muted",
            cx=library,
            cy=y,
            r=8,
            fill="none",
            stroke="currentColor",
            stroke_width=2,
        )
        return between + ring + dot(script, y, "ff-measured", radius=4)

    return draw
