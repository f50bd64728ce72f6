"""Would more rows help? The best standard pipeline fitted again on a tenth, a third, two thirds of the rows.

These are the only extra fits of a report, and they are few: on up to three folds, at most one whole fit a
fold, where rows are many less than half of it. The last point, all rows, is the fold that was fitted anyway.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from evaluations.core.outcome import FoldOutcome
from evaluations.core.pipelines import title_of
from evaluations.core.protocol import Protocol
from evaluations.core.splitting import Split

WHOLE = 100
PERCENTS = (10, 30, 60)
PERCENTS_LARGE = (10, 30)  # where one fit takes long
LARGE_ROWS = 2_000
FOLDS_BY_ROWS = ((2_000, 3), (5_000, 2))  # below so many rows, so many folds; else one
MIN_ROWS = 20
MIN_ROWS_PER_CLASS = 5
_MARK = "@"

Folds = Mapping[int, FoldOutcome]


def name_point(code: str, percent: int) -> str:
    """``knn@30``: a pipeline on the first 30 % of the training rows, which are in random order."""
    return code if percent == WHOLE else f"{code}{_MARK}{percent}"


def read_point(name: str) -> tuple[str, int]:
    """The inverse of ``name_point``."""
    code, mark, percent = name.partition(_MARK)
    return code, int(percent) if mark else WHOLE


def plan_curve(protocol: Protocol, code: str) -> tuple[tuple[str, int], ...]:
    """(name, fold) of each extra fit: fixed by the protocol, so that everybody gets the same curve."""
    rows = protocol.n_rows * (1 - protocol.lockbox_share) * (1 - 1 / protocol.n_splits)
    least = max(MIN_ROWS, MIN_ROWS_PER_CLASS * len(protocol.classes))
    percents = PERCENTS if protocol.n_rows <= LARGE_ROWS else PERCENTS_LARGE
    return tuple(
        (name_point(code, percent), fold)
        for fold in _choose_folds(protocol)
        for percent in percents
        if rows * percent / WHOLE >= least
    )


def shorten(rows: np.ndarray, percent: int) -> np.ndarray:
    """That share of rows in random order, rounded up."""
    return rows[: -(-len(rows) * percent // WHOLE)]


def trace_curve(
    protocol: Protocol, split: Split, code: str, whole: Folds, points: Mapping[str, Folds]
) -> dict[str, Any] | None:
    """Mean primary metric by number of training rows, over the folds that all points have."""
    at = {WHOLE: whole} | {read_point(name)[1]: folds for name, folds in points.items()}
    scores = {percent: _list_scores(protocol, folds) for percent, folds in at.items()}
    shared = sorted(set.intersection(*(set(found) for found in scores.values())))
    if len(scores) < 2 or not shared:
        return None
    return {
        "pipeline": code,
        "title": title_of(code),
        "points": [
            {
                "rows": round(np.mean([len(shorten(split.folds[f].train, percent)) for f in shared])),
                "score": float(np.mean([scores[percent][f] for f in shared])),
                "folds": [scores[percent][f] for f in shared],
            }
            for percent in sorted(scores)
        ],
    }


def _choose_folds(protocol: Protocol) -> Sequence[int]:
    """The first ones; of folds in the order of time the last, which learn from most rows."""
    wanted = next((folds for below, folds in FOLDS_BY_ROWS if protocol.n_rows < below), 1)
    count = min(wanted, protocol.n_splits)
    first = protocol.n_splits - count if protocol.time is not None else 0
    return range(first, first + count)


def _list_scores(protocol: Protocol, folds: Folds) -> dict[int, float]:
    metric = protocol.primary_metric
    return {fold: one.scores[metric] for fold, one in folds.items() if one.ok and metric in one.scores}
