"""FF401: copies on both sides of a split."""

import numpy as np

from tests.evaluations.core.checks.contexts import NOISE, RANDOM, ROWS, SECOND, TARGET, make_context, run
from tests.evaluations.core.makers import make_codes, make_number


def with_copies(copies):
    """The last rows repeat the first."""
    rows = np.concatenate([np.arange(ROWS - copies), np.arange(copies)])
    return make_context(*(column.take(rows) for column in (NOISE, SECOND, TARGET)))


def test_many_copies_are_an_issue():
    outcome = run("FF401", with_copies(20))
    assert outcome.outcome == "issue"
    assert outcome.evidence == {"rows_with_a_twin": 40, "copies": 20, "share": 0.2}
    assert outcome.message.startswith(
        "20 of 200 rows are exact copies of another; 20 % of the rows have a twin."
    )


def test_a_few_copies_are_a_tip():
    assert run("FF401", with_copies(2)).outcome == "tip"


def test_it_is_quiet_without_copies():
    assert run("FF401", with_copies(0)).outcome == "passed"


def test_twins_by_chance_are_no_copies():
    flags = [make_number(f"flag{k}", RANDOM.integers(0, 2, ROWS)) for k in range(3)]
    outcome = run("FF401", make_context(*flags, TARGET))
    assert outcome.outcome == "passed"
    assert "no more than so few different values make likely" in outcome.message


def test_rows_with_numbers_of_their_own_are_no_copies():
    rows = np.resize(np.arange(20), ROWS)
    nr = make_codes("nr", [f"id-{k}" for k in range(ROWS)])
    assert run("FF401", make_context(nr, NOISE.take(rows), TARGET.take(rows))).outcome == "passed"


def test_missing_values_are_equal_to_each_other():
    gap = make_number("gap", np.full(ROWS, np.nan))
    gap.values[0] = 1.0
    rows = np.resize(np.arange(100), ROWS)
    assert (
        run("FF401", make_context(*(column.take(rows) for column in (gap, NOISE, SECOND, TARGET)))).outcome
        == "issue"
    )
