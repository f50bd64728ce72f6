"""FF101: a column with one value tells nothing apart."""

from tests.evaluations.core.checks.contexts import ROWS, run_columns
from tests.evaluations.core.makers import make_codes, make_number


def test_it_fires_on_one_value_and_on_none():
    same, empty = make_number("same", [3.0] * ROWS), make_number("empty", [float("nan")] * ROWS)
    outcome = run_columns("FF101", same, empty)
    assert outcome.outcome == "tip"
    assert outcome.evidence == {"columns": ["same", "empty"]}
    assert outcome.message.startswith("Columns “same” and “empty” have the same value in every row, or none.")
    assert "Leave it out of the file" in outcome.message


def test_it_is_quiet_about_two_values():
    outcome = run_columns("FF101", make_codes("member", ["yes"] + ["no"] * (ROWS - 1)))
    assert (outcome.outcome, outcome.message) == ("passed", "Every column has at least two values.")
