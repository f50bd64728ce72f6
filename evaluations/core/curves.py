"""Curves over held-out rows of a binary task: ROC, precision and recall, calibration."""

from __future__ import annotations

from typing import Any

import numpy as np

MAX_CURVE_POINTS = 100
BINS = 10


def trace_roc(positive: np.ndarray, ranking: np.ndarray) -> dict[str, Any]:
    """The curve over the pooled held-out rows, thinned; ``auc`` is filled in with the mean over the folds."""
    hits, alarms = _count_from_the_top(positive, ranking)
    tpr, fpr = np.append(0, hits / hits[-1]), np.append(0, alarms / alarms[-1])
    kept = _thin(len(tpr))
    return {"fpr": fpr[kept].tolist(), "tpr": tpr[kept].tolist(), "auc": None}


def trace_precision_recall(positive: np.ndarray, ranking: np.ndarray) -> dict[str, Any]:
    """Precision and recall at every threshold, thinned; ``average_precision`` is the area in steps.

    ``share`` of positive rows is the precision of guessing. Both are over the pooled held-out rows.
    """
    hits, alarms = _count_from_the_top(positive, ranking)
    precision, recall = hits / (hits + alarms), hits / hits[-1]
    area = float((np.diff(recall, prepend=0.0) * precision).sum())
    kept = _thin(len(recall))
    return {
        "recall": recall[kept].tolist(),
        "precision": precision[kept].tolist(),
        "average_precision": area,
        "share": float(positive.mean()),
    }


def bin_calibration(positive: np.ndarray, probability: np.ndarray) -> dict[str, Any]:
    """Ten bins of equal width; empty ones are left out."""
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    counts = np.bincount(bins, minlength=BINS)
    used = np.flatnonzero(counts)
    predicted, observed = (
        np.bincount(bins, weights=weights, minlength=BINS)[used] / counts[used]
        for weights in (probability, positive)
    )
    return {
        "predicted": predicted.tolist(),
        "observed": observed.tolist(),
        "counts": counts[used].tolist(),
    }


def _count_from_the_top(positive: np.ndarray, ranking: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(true cases, false alarms) above each distinct threshold, from the highest down."""
    order = np.argsort(-ranking, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(ranking[order])), len(order) - 1)  # rows that tie go together
    hits = np.cumsum(positive[order])[ends]
    return hits, ends + 1 - hits


def _thin(length: int) -> np.ndarray:
    return np.unique(np.linspace(0, length - 1, MAX_CURVE_POINTS).round().astype(int))
