"""FF107: rows with an order in time."""

from tests.evaluations.core.checks.contexts import ROWS, run_columns
from tests.evaluations.core.makers import make_codes, make_number


def test_it_gives_a_tip_about_dates():
    days = make_codes("day", [f"2020-01-{k % 28 + 1:02}" for k in range(ROWS)], "date")
    outcome = run_columns("FF107", days)
    assert outcome.outcome == "tip"
    assert outcome.message.startswith("Column “day” holds dates.")


def test_it_is_quiet_about_a_year():
    assert run_columns("FF107", make_number("year", [2000 + k % 9 for k in range(ROWS)])).outcome == "passed"
