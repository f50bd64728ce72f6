"""FF102: row numbers, ids and names of their own."""

import numpy as np

from tests.evaluations.core.checks.contexts import RANDOM, ROWS, run_columns
from tests.evaluations.core.makers import make_codes, make_number


def test_it_gives_a_tip_about_a_row_number_that_was_left_out():
    outcome = run_columns("FF102", make_number("nr", np.arange(ROWS), integer=True))
    assert outcome.outcome == "tip"
    assert outcome.message.startswith(
        "Column “nr” has a value of its own in nearly every row. It was left out"
    )


def test_it_is_an_issue_where_the_models_learn_from_it():
    code = make_codes("code", [f"{k * 7919 % 100_003:06x}-x" for k in range(ROWS)])
    outcome = run_columns("FF102", code, features=["code", "noise"])
    assert outcome.outcome == "issue"
    assert outcome.evidence == {"columns": {"code": ROWS}, "used": ["code"]}


def test_a_large_random_id_is_known_by_its_name():
    values = RANDOM.choice(10**9, ROWS, replace=False)
    assert run_columns("FF102", make_number("customer_id", values, integer=True)).outcome == "tip"
    assert run_columns("FF102", make_number("turnover", values, integer=True)).outcome == "passed"


def test_it_is_quiet_about_distinct_measurements():
    assert run_columns("FF102", make_number("length", RANDOM.normal(size=ROWS))).outcome == "passed"
