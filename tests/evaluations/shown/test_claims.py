from __future__ import annotations

import pytest

from evaluations.shown.claims import find_claims


@pytest.mark.parametrize(
    ("printed", "metric", "value"),
    [
        ("Accuracy: 0.97", "accuracy", 0.97),
        ("acc = 97.5%", "accuracy", 0.975),
        ("test accuracy score 97", "accuracy", 0.97),
        ("accuracy_score: 0,83", "accuracy", 0.83),
        ("Balanced accuracy: 0.7", "balanced_accuracy", 0.7),
        ("ROC AUC 0.91", "roc_auc", 0.91),
        ("R2 score: -0.25", "r2", -0.25),
        ("R² = 0.5", "r2", 0.5),
        ("RMSE: 12.5", "rmse", 12.5),
        ("Mean Absolute Error: 3.2e1", "mae", 32.0),
    ],
)
def test_a_number_behind_the_metrics_name_is_a_claim(printed, metric, value):
    assert [claim.value for claim in find_claims(printed, metric)] == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("printed", "metric"),
    [
        ("Balanced accuracy: 0.7", "accuracy"),
        ("accuracy improves with more data, see page 12 of the very long book", "accuracy"),
        ("0.97", "accuracy"),
        ("accuracy: 512", "accuracy"),
        ("accuracy: nan", "accuracy"),
        ("RMSE: -3", "rmse"),
        ("accuracy\n0.9", "accuracy"),
    ],
)
def test_other_numbers_are_none(printed, metric):
    assert find_claims(printed, metric) == []


def test_the_line_is_counted_from_one():
    assert find_claims("hello\naccuracy 0.5", "accuracy")[0].line == 2


def test_hostile_output_costs_no_time():
    assert find_claims("acc " * 200_000 + "-" * 1_000_000, "accuracy") == []
