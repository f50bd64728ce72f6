"""FF109: a column that says the same in nearly every row."""

import numpy as np

from tests.evaluations.core.checks.contexts import ROWS, run_columns
from tests.evaluations.core.makers import make_codes, make_number


def test_it_fires_where_99_rows_of_100_are_alike():
    discount = make_codes("discount", ["yes", "yes"] + ["no"] * (ROWS - 2))
    outcome = run_columns("FF109", discount)
    assert (outcome.outcome, outcome.evidence["columns"]) == ("tip", {"discount": 0.99})


def test_missing_counts_as_a_value():
    assert run_columns("FF109", make_number("rare", [1.0] + [np.nan] * (ROWS - 1))).outcome == "tip"


def test_it_is_quiet_about_three_rows_of_two_hundred_and_about_constants():
    some = make_codes("some", ["yes"] * 3 + ["no"] * (ROWS - 3))
    assert run_columns("FF109", some, make_codes("same", ["x"] * ROWS)).outcome == "passed"
