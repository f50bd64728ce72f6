from __future__ import annotations

import numpy as np
import pytest

from evaluations.core import statistics
from evaluations.shown.paired import MATTERS, SIGNIFICANT, compare_folds

PROTOCOL = {"splitter": "stratified_k_fold", "n_splits": 5}
HIGH, LOW = [0.90, 0.91, 0.89, 0.92, 0.90], [0.80, 0.82, 0.79, 0.81, 0.80]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("metric", ["accuracy", "rmse"])
def test_it_is_the_statistic_of_the_engine(seed, metric):
    rng = np.random.default_rng(seed)
    first = rng.normal(0.80, 0.02, 15).tolist()
    second = (np.array(first) - rng.normal(0.02, 0.02, 15)).tolist()
    ours = compare_folds(first, second, PROTOCOL, metric, baseline=1.0)
    theirs = statistics.compare(first, second, 5, higher_is_better=metric == "accuracy")
    assert ours.difference == pytest.approx(theirs.difference, abs=1e-12)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert ours.p == pytest.approx(theirs.p, rel=1e-9)
    assert ours.verdict == statistics.judge(theirs.difference, theirs.p)


def test_its_thresholds_are_those_of_the_engine():
    assert (SIGNIFICANT, MATTERS) == (statistics.SIGNIFICANT, statistics.MATTERS)


def test_direction_follows_the_metric():
    assert compare_folds(HIGH, LOW, PROTOCOL, "accuracy").verdict == "better"
    assert compare_folds(HIGH, LOW, PROTOCOL, "rmse", baseline=1.0).verdict == "worse"


def test_the_same_scores_are_no_difference_and_equal_gaps_are_a_sure_one():
    assert compare_folds(HIGH, HIGH, PROTOCOL, "accuracy").verdict == "no_clear_difference"
    assert compare_folds(HIGH, [x - 0.1 for x in HIGH], PROTOCOL, "accuracy").p < 1e-9


def test_of_an_error_a_hundredth_of_the_baselines_is_what_matters():
    near = [x - 0.5 for x in HIGH]
    assert compare_folds(near, HIGH, PROTOCOL, "rmse", baseline=1.0).verdict == "better"
    assert compare_folds(near, HIGH, PROTOCOL, "rmse", baseline=100.0).verdict == "no_clear_difference"


@pytest.mark.parametrize("splitter", ["group_k_fold", "stratified_group_k_fold", "time_series"])
def test_folds_by_group_or_time_are_not_tested(splitter):
    assert compare_folds(HIGH, LOW, {**PROTOCOL, "splitter": splitter}, "accuracy") is None


def test_other_folds_are_not_compared():
    assert compare_folds(HIGH, LOW[:4], PROTOCOL, "accuracy") is None
