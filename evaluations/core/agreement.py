"""A by-hand model beside the library's own, on the same folds: same answers, same score, same time?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from evaluations.core.by_hand import Twin
from evaluations.core.metric_registry import METRICS
from evaluations.core.outcome import FoldOutcome
from evaluations.core.protocol import Protocol
from evaluations.core.splitting import Split
from evaluations.core.statistics import MATTERS, compare, judge

Folds = Mapping[int, FoldOutcome]
SHOWN_ROWS = 20
SAME_VALUE = 1e-6  # of the spread of the target: rounding, not another method


def compare_by_hand(
    protocol: Protocol, split: Split, y: np.ndarray, twin: Twin, script: Folds, library: Folds
) -> dict[str, Any]:
    """What stands in a report as ``by_hand``, for a script and the estimator that it names.

    Parameters
    ----------
    y : (n_rows,) class codes or values by row of the table
    script, library : outcomes by fold, of the same folds
    """
    told = {"estimator": twin.name, "call": twin.call, "source": twin.source}
    failed = next((outcome for outcome in library.values() if not outcome.ok), None)
    if failed is not None:
        return {**told, "status": "failed", "reason": dict(failed.reason or {})}
    pairs = [_Pair(fold.index, fold.test, script[fold.index], library[fold.index]) for fold in split.folds]
    differ = [_differ(protocol, pair, y) for pair in pairs]
    return {
        **told,
        "status": "compared",
        "reason": None,
        "agreement": _agreement(protocol, pairs, differ),
        "folds": _folds(protocol, pairs, differ),
        "scores": _scores(protocol, pairs),
        "seconds": _seconds(pairs),
        "rows": _rows(protocol, pairs, differ, y),
    }


class _Pair:
    """Both models on one fold."""

    def __init__(self, index: int, rows: np.ndarray, script: FoldOutcome, library: FoldOutcome) -> None:
        self.index, self.rows, self.outcomes = index, rows, (script, library)
        self.script = _predicted(script)
        self.library = _predicted(library)


def _predicted(outcome: FoldOutcome) -> np.ndarray:
    if outcome.predicted is None:
        raise ValueError("there are no predictions to compare")
    return outcome.predicted


def _differ(protocol: Protocol, pair: _Pair, y: np.ndarray) -> np.ndarray:
    """Which rows of the fold the two see differently; values apart from rounding."""
    if protocol.is_classification:
        return np.asarray(pair.script != pair.library)
    spread = float(np.nanstd(y)) or 1.0
    return np.asarray(np.abs(pair.script - pair.library) > SAME_VALUE * spread)


def _agreement(protocol: Protocol, pairs: list[_Pair], differ: list[np.ndarray]) -> dict[str, Any]:
    """Over all predictions; with repeats each row is predicted more than once."""
    script = np.concatenate([pair.script for pair in pairs])
    library = np.concatenate([pair.library for pair in pairs])
    different = int(sum(rows.sum() for rows in differ))
    found = {
        "predictions": len(script),
        "different": different,
        "share_equal": 1 - different / len(script),
        "correlation": None,
        "mean_difference": None,
        "largest_difference": None,
    }
    if protocol.is_classification:
        return found
    gaps = np.abs(script - library)
    return found | {
        "correlation": _correlation(script, library),
        "mean_difference": float(gaps.mean()),
        "largest_difference": float(gaps.max()),
    }


def _correlation(first: np.ndarray, second: np.ndarray) -> float | None:
    """Pearson's; None where one of them never changes."""
    if min(float(np.std(first)), float(np.std(second))) == 0:
        return None
    return float(np.corrcoef(first, second)[0, 1])


def _folds(protocol: Protocol, pairs: list[_Pair], differ: list[np.ndarray]) -> list[dict[str, Any]]:
    code = protocol.primary_metric
    return [
        {
            "fold": pair.index + 1,
            "script": pair.outcomes[0].scores.get(code),
            "library": pair.outcomes[1].scores.get(code),
            "predictions": len(rows),
            "different": int(rows.sum()),
        }
        for pair, rows in zip(pairs, differ, strict=True)
    ]


def _scores(protocol: Protocol, pairs: list[_Pair]) -> dict[str, Any] | None:
    """Paired. Positive: the script is better. No test where the folds are not alike."""
    metric = METRICS[protocol.primary_metric]
    values = [tuple(outcome.scores.get(metric.code) for outcome in pair.outcomes) for pair in pairs]
    script, library = [a for a, _ in values if a is not None], [b for _, b in values if b is not None]
    if len(script) != len(pairs) or len(library) != len(pairs):
        return None
    level = float(np.mean(library))
    means = {"metric": metric.code, "script": float(np.mean(script)), "library": level}
    if not protocol.folds_are_alike:
        gap = float(np.mean(script)) - level
        gap = gap if metric.higher_is_better else -gap
        return means | {"difference": gap, "low": None, "high": None, "verdict": None}
    found = compare(script, library, protocol.n_splits, higher_is_better=metric.higher_is_better)
    margin = MATTERS if metric.high <= 1 else MATTERS * level
    return means | {
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "verdict": judge(found.difference, found.p, margin),
    }


def _seconds(pairs: list[_Pair]) -> dict[str, Any]:
    """Fitting and predicting, summed over the folds; ``ratio`` > 1: the script is slower."""
    script, library = (
        sum(pair.outcomes[which].fit_seconds + pair.outcomes[which].predict_seconds for pair in pairs)
        for which in (0, 1)
    )
    return {"script": script, "library": library, "ratio": script / library if library else None}


def _rows(
    protocol: Protocol, pairs: list[_Pair], differ: list[np.ndarray], y: np.ndarray
) -> list[dict[str, Any]]:
    """Rows that they see differently, most often or by most first; numbered as in the file, from 1."""
    found: dict[int, dict[str, Any]] = {}
    for pair, rows in zip(pairs, differ, strict=True):
        for place in np.flatnonzero(rows):
            row = int(pair.rows[place])
            script, library = pair.script[place], pair.library[place]
            line = found.setdefault(row, {"row": row + 1, "times": 0, "gap": 0.0})
            line["times"] += 1
            gap = 1.0 if protocol.is_classification else abs(float(script - library))
            if gap > line["gap"]:
                shown = [_shown(protocol, value) for value in (y[row], script, library)]
                line |= dict(zip(("actual", "script", "library"), shown, strict=True)) | {"gap": gap}
    ranked = sorted(found.values(), key=lambda line: (-line["gap"], -line["times"], line["row"]))
    names = ("row", "actual", "script", "library", "times")
    return [{name: line[name] for name in names} for line in ranked[:SHOWN_ROWS]]


def _shown(protocol: Protocol, value: float) -> str | float:
    return protocol.classes[int(value)] if protocol.is_classification else float(value)
