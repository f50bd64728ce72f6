"""The score on the rows that nobody has seen: one set of rows, so the interval comes from the rows."""

from __future__ import annotations

import numpy as np

from evaluations.core.contract import PipelineFrame
from evaluations.core.metrics import score_predictions
from evaluations.core.prediction import Predictions
from evaluations.core.protocol import Protocol
from evaluations.core.statistics import wilson_interval

RESAMPLES = 500


def score_lockbox(
    protocol: Protocol, y_true: np.ndarray, frame: PipelineFrame, parts: np.ndarray | None = None
) -> dict[str, dict[str, float | None]]:
    """``{metric: {"score", "low", "high"}}``, 95 % intervals.

    Accuracy has Wilson's interval, the others the percentile bootstrap over rows (Efron & Tibshirani 1993,
    chapter 13); rows that come in groups (``parts``: the group of each) are drawn by whole groups. The last
    rows in time are one stretch of it, which says nothing about others: no interval.

    Raises ``ValueError`` for a frame without predictions.
    """
    if frame.predicted is None:
        raise ValueError("there are no predictions to score")
    told = Predictions(frame.predicted, frame.probabilities, frame.decision)
    scores = _score(protocol, y_true, told)
    if protocol.time is not None:
        return {code: {"score": score, "low": None, "high": None} for code, score in scores.items()}
    spread = _bootstrap(protocol, y_true, told, parts if protocol.group is not None else None)
    found = {code: {"score": score, **_percentiles(spread[code])} for code, score in scores.items()}
    if "accuracy" in found and protocol.group is None:
        low, high = wilson_interval(scores["accuracy"], len(y_true))
        found["accuracy"] |= {"low": low, "high": high}
    return found


def _score(protocol: Protocol, y_true: np.ndarray, told: Predictions) -> dict[str, float]:
    return score_predictions(protocol, y_true, told.predicted, told.probabilities, told.decision)


def _bootstrap(
    protocol: Protocol, y_true: np.ndarray, told: Predictions, groups: np.ndarray | None
) -> dict[str, list[float]]:
    rng = np.random.default_rng(protocol.seed)
    spread: dict[str, list[float]] = {code: [] for code in protocol.metrics}
    clusters = None if groups is None else [np.flatnonzero(groups == g) for g in np.unique(groups)]
    for _ in range(RESAMPLES):
        drawn = _draw(rng, len(y_true), clusters)
        for code, score in _score(protocol, y_true[drawn], told[drawn]).items():
            spread[code].append(score)
    return spread


def _draw(rng: np.random.Generator, n_rows: int, clusters: list[np.ndarray] | None) -> np.ndarray:
    """Rows with replacement, or all rows of groups with replacement."""
    if clusters is None:
        return rng.integers(0, n_rows, n_rows)
    return np.concatenate([clusters[k] for k in rng.integers(0, len(clusters), len(clusters))])


def _percentiles(values: list[float]) -> dict[str, float | None]:
    if not values:
        return {"low": None, "high": None}
    low, high = np.percentile(values, [2.5, 97.5])
    return {"low": float(low), "high": float(high)}
