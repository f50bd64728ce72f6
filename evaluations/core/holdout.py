"""Scores on rows that were set aside, with intervals for a single test set.

Folds are gone here, so the corrected t does not apply. Accuracy gets Wilson's interval; every other
metric the percentile bootstrap over the rows (Efron & Tibshirani 1993, chapter 13), drawn within the
classes so that no resample loses one. Both speak of this fitted model on rows like these.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from evaluations.core.contract import PipelineFrame
from evaluations.core.metrics import score_predictions
from evaluations.core.protocol import Protocol
from evaluations.core.statistics import wilson_interval

RESAMPLES = 400
LEVEL = (2.5, 97.5)


def score_holdout(protocol: Protocol, y_true: np.ndarray, frame: PipelineFrame) -> dict[str, dict[str, Any]]:
    """``{metric: {"score", "low", "high"}}`` for a frame with predictions of these rows."""
    rows = np.arange(len(y_true))
    scores = _score(protocol, y_true, frame, rows)
    drawn = [_score(protocol, y_true, frame, sample) for sample in _resample(protocol, y_true)]
    return {
        code: {"score": score, **_bounds(code, score, [d[code] for d in drawn if code in d], len(y_true))}
        for code, score in scores.items()
    }


def _score(
    protocol: Protocol, y_true: np.ndarray, frame: PipelineFrame, rows: np.ndarray
) -> dict[str, float]:
    probabilities, decision = frame.probabilities, frame.decision
    if frame.predicted is None:
        raise ValueError("the frame holds no predictions")
    return score_predictions(
        protocol,
        y_true[rows],
        frame.predicted[rows],
        None if probabilities is None else probabilities[rows],
        None if decision is None else decision[rows],
    )


def _resample(protocol: Protocol, y_true: np.ndarray) -> list[np.ndarray]:
    """Rows drawn with replacement, as many of each class as there are."""
    rng = np.random.default_rng(protocol.seed)
    strata = y_true if protocol.is_classification else np.zeros(len(y_true))
    groups = [np.flatnonzero(strata == value) for value in np.unique(strata)]
    return [np.concatenate([rng.choice(group, len(group)) for group in groups]) for _ in range(RESAMPLES)]


def _bounds(code: str, score: float, drawn: list[float], n_rows: int) -> dict[str, float]:
    if code == "accuracy":
        low, high = wilson_interval(score, n_rows)
    else:
        low, high = np.percentile(drawn, LEVEL)
    return {"low": float(low), "high": float(high)}
