"""Scores of predictions, equal to scikit-learn's to 1e-9, from one confusion matrix and one sort.

A metric that has no value here (a class absent from the rows, an overflow, no probabilities) is left out.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.stats import rankdata

from evaluations.core.metric_registry import METRICS, METRICS_OF_TASK, Metric
from evaluations.core.protocol import Protocol

__all__ = ["METRICS", "METRICS_OF_TASK", "Metric", "score_one", "score_predictions"]


def score_predictions(
    protocol: Protocol,
    y_true: np.ndarray,
    predicted: np.ndarray,
    probabilities: np.ndarray | None = None,
    decision: np.ndarray | None = None,
) -> dict[str, float]:
    """Every metric of the protocol that has a value.

    Parameters
    ----------
    y_true, predicted : shape (n,), class codes or values
    probabilities : shape (n, n_classes) in the order of ``protocol.classes``
    decision : shape (n,), higher for the last class (binary)
    """
    with np.errstate(all="ignore"):
        if protocol.task == "regression":
            scores = _score_numbers(y_true, predicted)
        else:
            scores = _score_classes(protocol, y_true.astype(int), predicted, probabilities, decision)
    return {code: scores[code] for code in protocol.metrics if math.isfinite(scores.get(code, math.nan))}


def score_one(
    protocol: Protocol,
    metric: str,
    y_true: np.ndarray,
    predicted: np.ndarray,
    probabilities: np.ndarray | None = None,
    decision: np.ndarray | None = None,
) -> float:
    """One metric, NaN where it has no value: as ``score_predictions`` has it, without the others' cost."""
    n_classes = len(protocol.classes)
    if metric == "accuracy":
        return float((y_true == predicted).mean())
    if metric in ("balanced_accuracy", "f1_macro"):
        return _score_confusions(count_confusions(y_true, predicted, n_classes))[metric]
    if metric == "roc_auc":
        return _score_ranking(y_true, predicted, probabilities, decision, n_classes)
    scores = score_predictions(protocol, y_true, predicted, probabilities, decision)
    return scores.get(metric, math.nan)


def count_confusions(y_true: np.ndarray, predicted: np.ndarray, n_classes: int) -> np.ndarray:
    """int64 of shape (n_classes, n_classes): rows are the true classes, columns the predicted ones."""
    cells = y_true.astype(int) * n_classes + predicted.astype(int)
    return np.bincount(cells, minlength=n_classes**2).reshape(n_classes, n_classes)


def rank_auc(positive: np.ndarray, scores: np.ndarray) -> float:
    """Area under the ROC curve as the share of correctly ordered pairs, ties half (Hanley & McNeil 1982).

    NaN when the rows are all positive or all negative.
    """
    n_positive = int(positive.sum())
    n_negative = len(positive) - n_positive
    if not n_positive or not n_negative:
        return math.nan
    rank_sum = float(rankdata(scores)[positive].sum())
    return (rank_sum - n_positive * (n_positive + 1) / 2) / (n_positive * n_negative)


def _score_classes(
    protocol: Protocol,
    y_true: np.ndarray,
    predicted: np.ndarray,
    probabilities: np.ndarray | None,
    decision: np.ndarray | None,
) -> dict[str, float]:
    n_classes = len(protocol.classes)
    scores = _score_confusions(count_confusions(y_true, predicted, n_classes))
    scores["roc_auc"] = _score_ranking(y_true, predicted, probabilities, decision, n_classes)
    if probabilities is not None:
        scores["log_loss"] = _score_surprise(y_true, probabilities)
        scores["brier"] = float(((probabilities[:, -1] - (y_true == n_classes - 1)) ** 2).mean())
    return scores


def _score_surprise(y_true: np.ndarray, probabilities: np.ndarray) -> float:
    """Log loss, cut at the float's precision; for two classes from the positive one's probability alone."""
    if probabilities.shape[1] == 2:
        of_truth = np.where(y_true == 1, probabilities[:, 1], 1 - probabilities[:, 1])
    else:
        of_truth = probabilities[np.arange(len(y_true)), y_true]
    tiny = np.finfo(np.float64).eps
    return float(-np.log(np.clip(of_truth, tiny, 1 - tiny)).mean())


def _score_confusions(counts: np.ndarray) -> dict[str, float]:
    """Recall over the classes that occur; F1 over those that occur or are predicted, as scikit-learn does."""
    hits, actual, named = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0)
    recall = hits[actual > 0] / actual[actual > 0]
    involved = actual + named > 0
    f1 = 2 * hits[involved] / (actual + named)[involved]
    return {
        "accuracy": float(hits.sum() / counts.sum()),
        "balanced_accuracy": float(recall.mean()),
        "f1_macro": float(f1.mean()),
    }


def _score_ranking(
    y_true: np.ndarray,
    predicted: np.ndarray,
    probabilities: np.ndarray | None,
    decision: np.ndarray | None,
    n_classes: int,
) -> float:
    """ROC AUC by the finest ranking there is; several classes each against the rest, averaged.

    A binary model that gives labels only is ranked by them: coarse, but it is what the model tells. Several
    classes need probabilities.
    """
    if n_classes == 2:
        ranking = predicted if probabilities is None else probabilities[:, 1]
        return rank_auc(y_true == 1, ranking if decision is None else decision)
    if probabilities is None:
        return math.nan
    areas = [rank_auc(y_true == code, probabilities[:, code]) for code in range(n_classes)]
    defined = [area for area in areas if not math.isnan(area)]  # of the classes that occur
    return float(np.mean(defined)) if defined else math.nan


def _score_numbers(y_true: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    errors = y_true - predicted
    spread, missed = _root_mean_square(y_true - y_true.mean()), _root_mean_square(errors)
    perfect = 1.0 if missed == 0 else 0.0  # a constant target leaves nothing to explain
    ratio = (
        missed / spread if spread > 0 else math.nan
    )  # its square may overflow to infinity, not to an error
    return {
        "r2": 1 - ratio * ratio if spread > 0 else perfect,
        "mae": float(np.abs(errors).mean()),
        "rmse": missed,
        "median_absolute_error": float(np.median(np.abs(errors))),
    }


def _root_mean_square(values: np.ndarray) -> float:
    """Scaled by the largest value, so that squares of huge numbers do not overflow."""
    largest = float(np.abs(values).max())
    return largest * math.sqrt(float(((values / largest) ** 2).mean())) if largest > 0 else 0.0
