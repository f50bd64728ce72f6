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
    protocol: Protocol, y_true: np.ndarray, frame: PipelineFrame
) -> dict[str, dict[str, float]]:
    """``{metric: {"score", "low", "high"}}``, 95 % intervals.

    Accuracy has Wilson's interval, the others the percentile bootstrap over rows (Efron & Tibshirani 1993,
    chapter 13). Raises ``ValueError`` for a frame without predictions.
    """
    if frame.predicted is None:
        raise ValueError("there are no predictions to score")
    told = Predictions(frame.predicted, frame.probabilities, frame.decision)
    scores = _score(protocol, y_true, told)
    spread = _bootstrap(protocol, y_true, told)
    found = {code: {"score": score, **_percentiles(spread[code])} for code, score in scores.items()}
    if "accuracy" in found:
        low, high = wilson_interval(scores["accuracy"], len(y_true))
        found["accuracy"] |= {"low": low, "high": high}
    return found


def _score(protocol: Protocol, y_true: np.ndarray, told: Predictions) -> dict[str, float]:
    return score_predictions(protocol, y_true, told.predicted, told.probabilities, told.decision)


def _bootstrap(protocol: Protocol, y_true: np.ndarray, told: Predictions) -> dict[str, list[float]]:
    rng = np.random.default_rng(protocol.seed)
    spread: dict[str, list[float]] = {code: [] for code in protocol.metrics}
    for _ in range(RESAMPLES):
        drawn = rng.integers(0, len(y_true), len(y_true))
        for code, score in _score(protocol, y_true[drawn], told[drawn]).items():
            spread[code].append(score)
    return spread


def _percentiles(values: list[float]) -> dict[str, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return {"low": float(low), "high": float(high)}
