"""FF108: the same thing written in two ways."""

from tests.evaluations.core.checks.contexts import AMOUNT, NOISE, ROWS, make_context, run, run_columns
from tests.evaluations.core.makers import make_codes


def test_it_fires_on_capitals_and_blanks():
    places = ["New York", "new york", "Boston", "Newyork"] * (ROWS // 4)
    outcome = run_columns("FF108", make_codes("place", places))
    assert outcome.outcome == "tip"
    assert outcome.evidence == {"columns": {"place": [["New York", "new york", "Newyork"]]}}


def test_it_is_quiet_about_single_letters_and_numbers():
    assert run_columns("FF108", make_codes("cap", ["x", "X", "b", "1.0"] * (ROWS // 4))).outcome == "passed"


def test_it_does_not_apply_without_categories():
    assert run("FF108", make_context(NOISE, AMOUNT)).outcome == "not_applicable"
