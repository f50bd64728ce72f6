"""Permutation importance within its budget of rows."""

import numpy as np
import pytest

from evaluations.core.importance import MAX_PAIRS, MIN_ROWS, budget_rows, measure_importances
from evaluations.core.prediction import Predictions
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table

PROTOCOL = make_protocol(make_table(make_number("x", np.arange(30) / 7), make_codes("y", ["a", "b"] * 15)))
RNG = np.random.default_rng(0)
X = RNG.normal(size=(400, 3))
Y = (X[:, 0] > 0).astype(float)
GROUPS = (np.array([0]), np.array([1, 2]), np.array([], dtype=int))


def follow_first(stack):
    return Predictions((stack[:, 0] > 0).astype(float))


TOLD = follow_first(X)


def test_scrambling_the_only_column_that_counts_leaves_a_coin_flip():
    used, unused, without_columns = measure_importances(PROTOCOL, follow_first, TOLD, X, Y, GROUPS, 50_000, 1)
    assert used == pytest.approx(0.5, abs=0.06)
    assert (unused, without_columns) == (0.0, 0.0)


def test_the_budget_bounds_the_rows_that_are_predicted():
    asked = []

    def count(stack):
        asked.append(len(stack))
        return follow_first(stack)

    measure_importances(PROTOCOL, count, TOLD, X, Y, GROUPS, 600, 1)
    # 600 // 3 groups = 200 rows once each; unscrambled they have been predicted already
    assert sum(asked) == 600


def test_a_budget_too_small_for_twenty_rows_a_column_gives_none():
    assert measure_importances(PROTOCOL, follow_first, TOLD, X, Y, GROUPS, 59, 1) is None


def test_importances_are_the_same_every_time():
    first, again = (measure_importances(PROTOCOL, follow_first, TOLD, X, Y, GROUPS, 900, 4) for _ in range(2))
    assert first.tolist() == again.tolist()


def test_models_that_ask_the_training_rows_predict_fewer_where_there_are_many():
    assert budget_rows(4_000, 10) == budget_rows(4_000, 10, 400) == 4_000
    assert budget_rows(4_000, 10, 4_000) == MAX_PAIRS // 4_000 == 500
    assert budget_rows(4_000, 150, 4_000) == 150 * MIN_ROWS  # rather dear than none
    assert budget_rows(3_000, 500) == 4_000  # but not at any price
