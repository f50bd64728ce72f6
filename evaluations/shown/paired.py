"""Two measured models on the same folds: is one clearly better? The engine's statistic, without SciPy.

Pages compare what was measured at different times, so the web process computes this. It is the corrected
resampled t-test of ``core.statistics`` (a test holds the two equal).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, variance
from typing import Any

from evaluations.core.metric_registry import METRICS
from evaluations.core.protocol import DEPENDENT
from evaluations.core.student_t import critical_t, two_sided_p

SIGNIFICANT, MATTERS = 0.05, 0.01  # as in core.statistics
SAME = 1e-12
BETTER, UNCLEAR, WORSE = "better", "no_clear_difference", "worse"


@dataclass(frozen=True)
class Paired:
    """``difference``, with its 95 % interval, is positive where the first is better, whatever the metric's
    direction.
    """

    difference: float
    low: float
    high: float
    p: float
    verdict: str


def compare_folds(
    first: Sequence[float],
    second: Sequence[float],
    protocol: Mapping[str, Any],
    metric: str,
    baseline: float | None = None,
) -> Paired | None:
    """None where the folds are no fair sample (by group, by time) or not the same ones.

    ``baseline`` is the baseline's mean score: of an error, a hundredth of it is what matters.
    """
    if protocol["splitter"] in DEPENDENT or len(first) != len(second) or len(first) < 2:
        return None
    sign = 1.0 if METRICS[metric].higher_is_better else -1.0
    differences = [sign * (a - b) for a, b in zip(first, second, strict=True)]
    mean, error = fmean(differences), error_of(differences, protocol["n_splits"])
    half, p = critical_t(len(differences) - 1) * error, p_of(mean, error, len(differences))
    margin = MATTERS if METRICS[metric].high <= 1 else MATTERS * abs(baseline or 0.0)
    return Paired(mean, mean - half, mean + half, p, judge(mean, p, margin))


def error_of(differences: Sequence[float], n_splits: int) -> float:
    """The standard error of the mean, corrected for folds that share training rows."""
    return math.sqrt((1 / len(differences) + 1 / (n_splits - 1)) * variance(differences))


def p_of(mean: float, error: float, n: int) -> float:
    if error <= SAME * abs(mean):  # every fold agrees
        return 0.0 if mean else 1.0
    return two_sided_p(mean / error, n - 1)


def judge(difference: float, p: float, margin: float) -> str:
    if not p < SIGNIFICANT or not abs(difference) > margin:
        return UNCLEAR
    return BETTER if difference > 0 else WORSE
