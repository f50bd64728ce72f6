"""The ledger of tries as the report shows it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import mark_safe

from evaluations.core.luck import expected_luck, wobble_of
from evaluations.core.metric_registry import METRICS
from evaluations.figures.text import in_sentence
from evaluations.figures.tries import Tries, draw_tries
from evaluations.models import Evaluation, Try
from evaluations.shown.drawings import ShownFigure


def show_tries(evaluation: Evaluation, found: Sequence[Try], rows: int) -> ShownFigure | None:
    """None where there are fewer than two. ``rows``: how many the scores were measured on."""
    scored = [entry for entry in found if entry.score is not None]
    if len(scored) < 2:
        return None
    first, metric = scored[0], METRICS[evaluation.protocol["primary_metric"]]
    wobble = wobble_of(metric, first.score or 0.0, first.low, first.high, rows)
    drawn = draw_tries(
        Tries(
            in_sentence(metric.title),
            [entry.score for entry in scored if entry.score is not None],
            lambda number: expected_luck(wobble, number),
            metric.higher_is_better,
        )
    )
    if drawn is None:
        return None
    return ShownFigure(
        key="luck",  # the note on it
        title=drawn.title,
        reading=drawn.reading,
        svg=mark_safe(drawn.svg),  # noqa: S308  (drawn by us from numbers)
        svg_narrow=mark_safe(drawn.svg_narrow),  # noqa: S308
        columns=tuple(drawn.data["columns"]),
        rows=tuple(tuple(row) for row in drawn.data["rows"]),
    )
