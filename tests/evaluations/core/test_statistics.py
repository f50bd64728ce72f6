"""Intervals, comparisons and verdicts against numbers worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.core.metric_registry import METRICS
from evaluations.core.statistics import (
    compare,
    corrected_interval,
    holm,
    judge,
    score_interval,
    wilson_interval,
)

FOLDS = [0.80, 0.82, 0.84, 0.86, 0.88]
# mean .84; variance (.04² + .02² + 0 + .02² + .04²) / 4 = .001; inflation 1/5 + 1/4 = .45
# standard error √.00045 = .0212132; t(.975, 4) = 2.7764451; half width .0588972
HALF = 0.0588972


def test_the_corrected_interval_of_five_folds():
    interval = corrected_interval(FOLDS, 5, (0, 1))
    assert interval.mean == pytest.approx(0.84)
    assert interval.low == pytest.approx(0.84 - HALF, abs=1e-6)
    assert interval.high == pytest.approx(0.84 + HALF, abs=1e-6)


def test_repeats_narrow_the_interval_less_than_independent_folds_would():
    # variance 15 values: 3 × .004 / 14 = .000857143; inflation 1/15 + 1/4 = .3166667
    # standard error .0164751; t(.975, 14) = 2.1447867
    interval = corrected_interval(FOLDS * 3, 5, (0, 1))
    assert interval.high - interval.mean == pytest.approx(0.0164751 * 2.1447867, abs=1e-6)


def test_the_interval_is_cut_to_the_range_of_the_metric():
    interval = corrected_interval([0.9, 1.0, 1.0, 1.0, 1.0], 5, (0, 1))
    assert interval.high == 1.0
    assert interval.low < 0.95


def test_one_fold_says_nothing_about_the_spread():
    interval = corrected_interval([0.7], 5, (0, 1))
    assert interval.mean == 0.7
    assert math.isnan(interval.low)
    assert math.isnan(interval.high)


def test_a_perfect_accuracy_on_forty_rows_reads_from_091_to_1():
    # Wilson at 1: low = 1 / (1 + 1.96² / 40) = 1 / 1.096036 = .912379
    interval = score_interval(METRICS["accuracy"], [1.0] * 5, 5, 40)
    assert (interval.mean, interval.high) == (1.0, 1.0)
    assert interval.low == pytest.approx(0.912379, abs=1e-5)


def test_wilson_at_one_half():
    # centre .5; half 1.959964 / (1 + 3.841459/100) × √(.0025 + 3.841459/40000) = .0961683
    low, high = wilson_interval(0.5, 100)
    assert (low, high) == (pytest.approx(0.403832, abs=1e-5), pytest.approx(0.596168, abs=1e-5))


@pytest.mark.parametrize(
    ("metric", "values", "is_point"),
    [
        ("accuracy", [0.6] * 5, False),
        ("balanced_accuracy", [0.5] * 5, True),
        ("roc_auc", [0.5] * 5, True),
        ("roc_auc", [1.0] * 5, False),
        ("r2", [1.0] * 5, True),
    ],
)
def test_equal_folds_are_a_point_only_where_that_is_no_claim(metric, values, is_point):
    interval = score_interval(METRICS[metric], values, 5, 100)
    assert (interval.low == interval.high) is is_point


def test_a_paired_comparison_of_five_folds():
    baseline = [0.70, 0.74, 0.70, 0.76, 0.70]
    # differences .10 .08 .14 .10 .18: mean .12, variance (.0004+.0016+.0004+.0004+.0036)/4 = .0016
    # standard error √(.45 × .0016) = .0268328; t = 4.47214; p (4 df) = .011056
    comparison = compare(FOLDS, baseline, 5, higher_is_better=True)
    assert comparison.difference == pytest.approx(0.12)
    assert comparison.high - comparison.difference == pytest.approx(0.0268328 * 2.7764451, abs=1e-6)
    assert comparison.p == pytest.approx(0.011056, abs=1e-5)


def test_a_smaller_error_counts_as_a_positive_difference():
    comparison = compare([1.0, 1.1, 0.9], [2.0, 2.2, 2.1], 3, higher_is_better=False)
    assert comparison.difference == pytest.approx(1.1)
    assert comparison.low < 1.1 < comparison.high


@pytest.mark.parametrize(("shift", "p"), [(0.0, 1.0), (0.25, 0.0)])
def test_differences_that_all_agree(shift, p):
    base = [0.25, 0.5, 0.75]
    assert compare([value + shift for value in base], base, 3, higher_is_better=True).p == p


def test_holm_multiplies_by_the_number_of_tests_left_and_never_decreases():
    # .01 × 3 = .03; .02 × 2 = .04; .03 × 1 = .03 but not below .04
    assert holm({"b": 0.02, "a": 0.01, "c": 0.03}) == pytest.approx({"a": 0.03, "b": 0.04, "c": 0.04})
    assert holm({"a": 0.6, "b": 0.7}) == {"a": 1.0, "b": 1.0}
    assert holm({}) == {}


@pytest.mark.parametrize(
    ("difference", "p", "verdict"),
    [
        (0.2, 0.01, "better"),
        (-0.2, 0.01, "worse"),
        (0.2, 0.06, "no_clear_difference"),
        (0.009, 0.0001, "no_clear_difference"),
        (0.2, math.nan, "no_clear_difference"),
    ],
)
def test_a_claim_needs_both_certainty_and_a_difference_that_matters(difference, p, verdict):
    assert judge(difference, p) == verdict


@given(st.lists(st.floats(0, 1), min_size=2, max_size=15), st.integers(2, 5))
def test_an_interval_holds_its_mean_and_stays_in_range(values, n_splits):
    interval = corrected_interval(values, n_splits, (0, 1))
    assert 0 <= interval.low <= interval.mean + 1e-12
    assert interval.mean - 1e-12 <= interval.high <= 1


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    # Folds of 40 rows from a coin of .7: independent here, so the corrected interval is the careful side.
    rng = np.random.default_rng(0)
    hits = 0
    for _ in range(300):
        interval = corrected_interval(rng.binomial(40, 0.7, 5) / 40, 5, (0, 1))
        hits += interval.low <= 0.7 <= interval.high
    assert hits / 300 >= 0.95
