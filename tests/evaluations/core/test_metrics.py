"""Every metric against scikit-learn's own, and what happens where a metric has no value."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from evaluations.core.metric_registry import COMPARISON_METRIC, METRICS, METRICS_OF_TASK
from evaluations.core.metrics import rank_auc, score_one, score_predictions
from tests.evaluations.core.makers import (
    make_codes,
    make_mixed_table,
    make_number,
    make_protocol,
    make_table,
)

X = make_number("x", np.arange(30) / 7)
BINARY = make_protocol(make_table(X, make_codes("y", ["no", "yes"] * 15)))
THREE = make_protocol(make_table(X, make_codes("y", ["a", "b", "c"] * 10)))
NUMBERS = make_protocol(make_table(X, make_number("y", np.arange(30) / 3)))
codes = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 9)), min_size=2, max_size=40)


@settings(deadline=None)
@given(codes)
@pytest.mark.filterwarnings("ignore:y_pred contains classes not in y_true", "ignore:A single label was found")
def test_label_metrics_equal_scikit_learns(rows):
    y, predicted, _ = np.array(rows).T
    scores = score_predictions(THREE, y.astype(float), predicted.astype(float))
    assert scores["accuracy"] == pytest.approx(sk.accuracy_score(y, predicted), abs=1e-12)
    assert scores["balanced_accuracy"] == pytest.approx(sk.balanced_accuracy_score(y, predicted), abs=1e-12)
    expected = sk.f1_score(y, predicted, average="macro", zero_division=0.0)
    assert scores["f1_macro"] == pytest.approx(expected, abs=1e-12)
    assert "roc_auc" not in scores
    assert "log_loss" not in scores


@settings(deadline=None)
@given(codes)
def test_probability_metrics_equal_scikit_learns(rows):
    y, _, tenths = np.array(rows).T
    y, positive = np.minimum(y, 1), tenths / 9
    probabilities = np.column_stack([1 - positive, positive])
    scores = score_predictions(BINARY, y.astype(float), (positive > 0.5).astype(float), probabilities)
    assert scores["brier"] == pytest.approx(sk.brier_score_loss(y, positive), abs=1e-12)
    assert scores["log_loss"] == pytest.approx(sk.log_loss(y, positive, labels=[0, 1]), abs=1e-9)
    if 0 < y.sum() < len(y):
        assert scores["roc_auc"] == pytest.approx(sk.roc_auc_score(y, positive), abs=1e-12)
    else:
        assert "roc_auc" not in scores


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=2, max_size=40))
def test_number_metrics_equal_scikit_learns(rows):
    y, predicted = np.array(rows).T
    scores = score_predictions(NUMBERS, y, predicted)
    assert scores["mae"] == pytest.approx(sk.mean_absolute_error(y, predicted), abs=1e-9)
    assert scores["rmse"] == pytest.approx(sk.root_mean_squared_error(y, predicted), abs=1e-9)
    assert scores["median_absolute_error"] == pytest.approx(sk.median_absolute_error(y, predicted), abs=1e-9)
    if np.ptp(y) > 1e-3:
        assert scores["r2"] == pytest.approx(sk.r2_score(y, predicted), rel=1e-9, abs=1e-9)


def test_known_answers_of_a_small_table():
    y, predicted = np.array([0.0, 0, 0, 1, 1]), np.array([0.0, 0, 1, 1, 0])
    scores = score_predictions(BINARY, y, predicted)
    # 3 of 5 right; recalls 2/3 and 1/2; F1: 2·2/(3+3) and 2·1/(2+2)
    assert scores["accuracy"] == pytest.approx(0.6)
    assert scores["balanced_accuracy"] == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert scores["f1_macro"] == pytest.approx((2 / 3 + 1 / 2) / 2)
    # labels as ranking: 6 pairs, 2 right, 3 tie, 1 wrong: (2 + 1.5) / 6
    assert scores["roc_auc"] == pytest.approx(3.5 / 6)


def test_the_ranking_prefers_decision_values_which_may_tell_saturated_probabilities_apart():
    y = np.array([0.0, 1.0])
    probabilities, decision = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([40.0, 41.0])
    assert score_predictions(BINARY, y, y, probabilities)["roc_auc"] == 0.5
    assert score_predictions(BINARY, y, y, probabilities, decision)["roc_auc"] == 1.0


def test_several_classes_are_ranked_each_against_the_rest_as_far_as_they_occur():
    y = np.array([0.0, 0.0, 1.0, 1.0])
    probabilities = np.array([[0.8, 0.1, 0.1], [0.4, 0.5, 0.1], [0.5, 0.4, 0.1], [0.1, 0.8, 0.1]])
    # class a: pairs .8>.5 .8>.1 .4<.5 .4>.1; class b: .4>.1 .4<.5 .8>.1 .8>.5; class c does not occur
    assert score_predictions(THREE, y, y, probabilities)["roc_auc"] == pytest.approx(0.75)


def test_the_area_of_rows_of_one_kind_has_no_value():
    assert math.isnan(rank_auc(np.array([True, True]), np.array([1.0, 2.0])))
    assert math.isnan(score_one(BINARY, "roc_auc", np.ones(3), np.ones(3)))


def test_enormous_numbers_do_not_overflow():
    y = np.array([1e300, -1e300, 1e300, 2e300])
    scores = score_predictions(NUMBERS, y, -y)
    assert all(math.isfinite(score) for score in scores.values())
    # errors 2, 2, 2, 4 (× 1e300): √(28/4)
    assert scores["rmse"] == pytest.approx(1e300 * math.sqrt(7))


@pytest.mark.parametrize(("predicted", "r2"), [([5.0, 5.0], 1.0), ([5.0, 6.0], 0.0)])
def test_a_constant_target_leaves_nothing_to_explain(predicted, r2):
    assert score_predictions(NUMBERS, np.array([5.0, 5.0]), np.array(predicted))["r2"] == r2


def test_only_the_metrics_of_the_protocol_are_given():
    narrow = dataclasses.replace(NUMBERS, metrics=("mae",))
    assert score_predictions(narrow, np.arange(3.0), np.arange(3.0)) == {"mae": 0.0}


def test_every_metric_is_registered_with_a_meaning_and_belongs_to_a_task():
    used = {code for codes_of_task in METRICS_OF_TASK.values() for code in codes_of_task}
    assert used == set(METRICS)
    assert all(metric.meaning.endswith(".") and metric.low < metric.high for metric in METRICS.values())
    assert all(COMPARISON_METRIC[task] in METRICS_OF_TASK[task] for task in METRICS_OF_TASK)


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_one_metric_alone_is_the_same_number_as_among_the_others(task):
    protocol = make_protocol(make_mixed_table(task))
    rng = np.random.default_rng(1)
    k = len(protocol.classes)
    y = rng.integers(0, k, 80).astype(float) if k else rng.normal(size=80)
    predicted = rng.permutation(y)
    shares = rng.dirichlet(np.ones(k), 80) if k else None
    every = score_predictions(protocol, y, predicted, shares)
    assert set(every) == set(protocol.metrics)
    assert {code: score_one(protocol, code, y, predicted, shares) for code in every} == every
