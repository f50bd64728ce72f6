"""What the figures draw, from predictions that the folds already made: nothing is fitted again.

Every list is short enough for a page. What does not apply to the task is absent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from evaluations.core.association import measure_associations
from evaluations.core.curves import bin_calibration, trace_precision_recall, trace_roc
from evaluations.core.learning_curve import trace_curve
from evaluations.core.metrics import count_confusions
from evaluations.core.outcome import FoldOutcome
from evaluations.core.prediction import Predictions
from evaluations.core.protocol import Protocol
from evaluations.core.segments import find_weak_segments
from evaluations.core.splitting import Split, encode_target
from evaluations.core.statistics import corrected_interval
from evaluations.core.table import Table

MAX_POINTS = 400
MAX_FEATURES = 30
MAX_WORST = 10
RESIDUAL_BINS = 24

Outcomes = Mapping[str, Mapping[int, FoldOutcome]]
Results = Sequence[Mapping[str, Any]]


def diagnose(
    table: Table,
    protocol: Protocol,
    split: Split,
    outcomes: Outcomes,
    results: Results,
    best: str | None,
    best_standard: str | None,
    points: Outcomes,
) -> dict[str, Any]:
    """The diagnostics of a report; those of one model are of the best.

    Importances and the learning curve, whose ``points`` are fits on fewer rows, are of our own best.
    """
    scored = [result for result in results if protocol.primary_metric in result["scores"]]
    found: dict[str, Any] = {
        "fold_scores": [_list_fold_scores(protocol, result) for result in scored],
        "train_test_gap": _measure_gaps(protocol, scored, outcomes),
        "feature_importance": _rank_features(protocol, outcomes.get(best_standard or "", {})),
        "association": measure_associations(table, protocol, split),
    }
    if best_standard is not None and points:
        whole = outcomes[best_standard]
        found["learning_curve"] = trace_curve(protocol, split, best_standard, whole, points)
    if best is not None:
        rows, y, told = gather_held_out(table, protocol, split, outcomes[best])
        found |= _describe_predictions(protocol, rows, y, told)
        found["weak_segments"] = find_weak_segments(table, protocol, rows, y, told.predicted)
        if "roc" in found:
            found["roc"]["auc"] = _mean_score(results, best, "roc_auc")
    return found


def gather_held_out(
    table: Table, protocol: Protocol, split: Split, folds: Mapping[int, FoldOutcome]
) -> tuple[np.ndarray, np.ndarray, Predictions]:
    """(positions in the table, targets, predictions) of the first repeat: each development row once."""
    usable, targets = encode_target(table, protocol)
    y = np.full(table.n_rows, np.nan)
    y[usable] = targets
    shown = [fold for fold in split.folds if fold.repeat == 0 and fold.index in folds]
    rows = np.concatenate([fold.test for fold in shown])
    ordered = [folds[fold.index] for fold in shown]
    predicted = np.concatenate([o.predicted for o in ordered if o.predicted is not None])
    return rows, y[rows], Predictions(predicted, _join(ordered, "probabilities"), _join(ordered, "decision"))


def _join(ordered: Sequence[FoldOutcome], name: str) -> np.ndarray | None:
    parts = [getattr(outcome, name) for outcome in ordered]
    return None if any(part is None for part in parts) else np.concatenate(parts)


def _list_fold_scores(protocol: Protocol, result: Mapping[str, Any]) -> dict[str, Any]:
    score = result["scores"][protocol.primary_metric]
    named = {"pipeline": result["pipeline"], "title": result["title"]}
    return {**named, "values": score["folds"], "mean": score["mean"]}


def _measure_gaps(protocol: Protocol, scored: Results, outcomes: Outcomes) -> list[dict[str, Any]]:
    """Mean score on training rows beside that on test rows, over the folds where both are known."""
    metric, gaps = protocol.primary_metric, []
    for result in scored:
        folds = outcomes[result["pipeline"]].values()
        pairs = [(o.train_scores.get(metric), o.scores[metric]) for o in folds if o.train_scores]
        known = [(train, test) for train, test in pairs if train is not None]
        if known:
            train, test = np.mean(known, axis=0)
            gaps.append({"pipeline": result["pipeline"], "train": float(train), "test": float(test)})
    return gaps


def _rank_features(protocol: Protocol, folds: Mapping[int, FoldOutcome]) -> list[dict[str, Any]]:
    """The most important first; empty where importances were too dear to measure."""
    measured = [outcome.importances for outcome in folds.values() if outcome.importances is not None]
    if not measured:
        return []
    drops = np.array(measured)
    entries = [_describe_importance(protocol, name, drops[:, j]) for j, name in enumerate(protocol.features)]
    return sorted(entries, key=lambda entry: -entry["mean"])[:MAX_FEATURES]


def _describe_importance(protocol: Protocol, name: str, drops: np.ndarray) -> dict[str, Any]:
    if not protocol.folds_are_alike:
        return {"feature": name, "mean": float(drops.mean()), "low": None, "high": None}
    interval = corrected_interval(drops.tolist(), protocol.n_splits, (-np.inf, np.inf))
    return {"feature": name, "mean": interval.mean, "low": interval.low, "high": interval.high}


def _describe_predictions(
    protocol: Protocol, rows: np.ndarray, y: np.ndarray, told: Predictions
) -> dict[str, Any]:
    if protocol.task == "regression":
        return {
            "predicted_vs_actual": _sample_pairs(protocol, y, told.predicted),
            "residuals": _bin_residuals(y - told.predicted),
            "worst_rows": _list_worst_numbers(rows, y, told.predicted),
        }
    counts = count_confusions(y, told.predicted, len(protocol.classes))
    found: dict[str, Any] = {
        "confusion_matrix": {"labels": list(protocol.classes), "counts": counts.tolist()},
        "worst_rows": _list_worst_labels(protocol, rows, y, told),
    }
    ranking = told.decision if told.probabilities is None else told.probabilities[:, -1]
    if protocol.task == "binary" and ranking is not None:
        found["roc"] = trace_roc(y == 1, ranking)
        found["precision_recall"] = trace_precision_recall(y == 1, ranking)
    if protocol.task == "binary" and told.probabilities is not None:
        found["calibration"] = bin_calibration(y == 1, told.probabilities[:, 1])
    return found


def _mean_score(results: Results, code: str, metric: str) -> float | None:
    scores = next(result["scores"] for result in results if result["pipeline"] == code)
    return float(scores[metric]["mean"]) if metric in scores else None


def _sample_pairs(protocol: Protocol, y: np.ndarray, predicted: np.ndarray) -> dict[str, Any]:
    shown = slice(0, MAX_POINTS)  # held-out rows are in random order already
    return {"actual": y[shown].tolist(), "predicted": predicted[shown].tolist(), "unit": protocol.target}


def _bin_residuals(residuals: np.ndarray) -> dict[str, Any]:
    """Actual minus predicted. Scaled before binning, so that enormous values do not overflow."""
    scale = float(np.abs(residuals).max()) or 1.0
    counts, edges = np.histogram(residuals / scale, bins=RESIDUAL_BINS)
    return {"edges": (edges * scale).tolist(), "counts": counts.tolist()}


def _list_worst_numbers(rows: np.ndarray, y: np.ndarray, predicted: np.ndarray) -> list[dict[str, Any]]:
    worst = np.argsort(-np.abs(y - predicted), kind="stable")[:MAX_WORST]
    return [
        {"row": int(rows[i]) + 1, "actual": float(y[i]), "predicted": float(predicted[i]), "confidence": None}
        for i in worst
    ]


def _list_worst_labels(
    protocol: Protocol, rows: np.ndarray, y: np.ndarray, told: Predictions
) -> list[dict[str, Any]]:
    """Wrong rows, the surest mistakes first."""
    wrong = np.flatnonzero(y != told.predicted)
    sure = np.zeros(len(y)) if told.probabilities is None else told.probabilities.max(axis=1)
    worst = wrong[np.argsort(-sure[wrong], kind="stable")][:MAX_WORST]
    return [
        {
            "row": int(rows[i]) + 1,
            "actual": protocol.classes[int(y[i])],
            "predicted": protocol.classes[int(told.predicted[i])],
            "confidence": None if told.probabilities is None else float(sure[i]),
        }
        for i in worst
    ]
