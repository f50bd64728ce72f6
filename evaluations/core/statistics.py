"""How sure a score is, and whether one is better than another: the corrected resampled t-test.

Source: Nadeau & Bengio, "Inference for the Generalization Error", Machine Learning 52 (2003) 239-281; for
repeated k-fold: Bouckaert & Frank, PAKDD 2004. The folds of a cross-validation share training rows, so
their scores are not independent: the variance of the mean is (1/J + n_test/n_train) times the variance of
the J fold values, with n_test/n_train = 1/(k - 1), and not 1/J times.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from evaluations.core.metric_registry import Metric

CONFIDENCE = 0.95
SIGNIFICANT = 0.05
MATTERS = 0.01  # a smaller difference is of no use to anybody, however sure it is
_Z = 1.959963984540054  # normal quantile of 0.975
_SAME = 1e-12  # fold values closer than this are equal but for rounding


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % interval; NaN bounds where one fold value says nothing about the spread."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Comparison:
    """A paired difference, positive when the first is better, whatever the metric's direction."""

    difference: float
    low: float
    high: float
    p: float


def corrected_interval(values: Sequence[float], n_splits: int, bounds: tuple[float, float]) -> Interval:
    """95 % corrected resampled t-interval of the mean of fold scores, cut to the metric's range."""
    mean, half = _mean_and_half_width(values, n_splits)
    return Interval(mean, max(mean - half, bounds[0]), min(mean + half, bounds[1]))


def score_interval(metric: Metric, values: Sequence[float], n_splits: int, n_rows: int) -> Interval:
    """The interval of a metric's fold scores, never a point where a point would claim too much.

    Equal folds (five times 1.000) show no spread although more rows would. Accuracy is then given
    Wilson's interval at the mean, the other metrics in [0, 1] only at a perfect or a hopeless score: a
    baseline's balanced accuracy is 1/k by construction.
    """
    interval = corrected_interval(values, n_splits, (metric.low, metric.high))
    unit_range = (metric.low, metric.high) == (0.0, 1.0) and metric.higher_is_better
    at_the_edge = min(interval.mean, 1 - interval.mean) < _SAME
    equal = len(values) > 1 and np.ptp(values) < _SAME
    if not (unit_range and equal and (metric.code == "accuracy" or at_the_edge)):
        return interval
    low, high = wilson_interval(interval.mean, n_rows)
    return Interval(interval.mean, low, high)


def wilson_interval(share: float, n: int, z: float = _Z) -> tuple[float, float]:
    """Score interval of a proportion seen on n rows (Wilson, JASA 22 (1927) 209-212); 95 % by default."""
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def compare(
    first: Sequence[float], second: Sequence[float], n_splits: int, *, higher_is_better: bool
) -> Comparison:
    """Paired comparison of two models' scores on the same folds: difference, 95 % interval, two-sided p."""
    sign = 1.0 if higher_is_better else -1.0
    differences = [sign * (a - b) for a, b in zip(first, second, strict=True)]
    mean, half = _mean_and_half_width(differences, n_splits)
    return Comparison(mean, mean - half, mean + half, _two_sided_p(differences, n_splits))


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Holm's adjusted p-values: with several models against one baseline, luck has several chances.

    Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
    """
    adjusted: dict[str, float] = {}
    running = 0.0
    for place, name in enumerate(sorted(p_values, key=lambda name: p_values[name])):
        running = max(running, min(1.0, (len(p_values) - place) * p_values[name]))
        adjusted[name] = running
    return adjusted


def judge(difference: float, p: float, margin: float = MATTERS) -> str:
    """``better``, ``worse`` or ``no_clear_difference``: claims need p < .05 and a difference that matters."""
    if not p < SIGNIFICANT or not abs(difference) > margin:
        return "no_clear_difference"
    return "better" if difference > 0 else "worse"


def _mean_and_half_width(values: Sequence[float], n_splits: int) -> tuple[float, float]:
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, math.nan
    quantile = float(stdtrit(len(values) - 1, 0.5 + CONFIDENCE / 2))
    return mean, quantile * _standard_error(values, n_splits)


def _standard_error(values: Sequence[float], n_splits: int) -> float:
    inflated = (1 / len(values) + 1 / (n_splits - 1)) * float(np.var(values, ddof=1))
    return math.sqrt(inflated)


def _two_sided_p(differences: Sequence[float], n_splits: int) -> float:
    if len(differences) < 2:
        return 1.0
    mean, error = float(np.mean(differences)), _standard_error(differences, n_splits)
    if error <= _SAME * abs(mean):  # every fold agrees
        return 0.0 if mean else 1.0
    return float(2 * stdtr(len(differences) - 1, -abs(mean) / error))
