"""How far luck alone carries the best of many tries. No numpy: pages draw it.

The largest of n independent normal draws is about √(2 ln n) standard deviations above their mean (an upper
mark; Cramér, Mathematical Methods of Statistics, 1946, section 28.6).
"""

from __future__ import annotations

import math

from evaluations.core.metric_registry import Metric

SHARES = ("accuracy", "balanced_accuracy", "f1_macro")
_Z = 1.96


def expected_luck(wobble: float, tries: int) -> float:
    """``wobble``: the standard error of one score."""
    return wobble * math.sqrt(2 * math.log(tries)) if tries > 1 else 0.0


def wobble_of(metric: Metric, mean: float, low: float | None, high: float | None, rows: int) -> float:
    """A share's √(p(1 - p)/n); of other metrics, half of the interval over 1.96."""
    if metric.code in SHARES:
        return math.sqrt(max(mean * (1 - mean), 0.0) / max(rows, 1))
    return (high - low) / 2 / _Z if low is not None and high is not None else 0.0
