"""FF201: rows whose answer is missing."""

from tests.evaluations.core.checks.contexts import LABELS, NOISE, ROWS, make_context, run
from tests.evaluations.core.makers import make_codes


def context(gaps, **known):
    labels = [None if k < gaps else label for k, label in enumerate(LABELS)]
    return make_context(NOISE, make_codes("y", labels), **known)


def test_a_few_are_a_tip():
    outcome = run("FF201", context(3, file_rows=ROWS))
    assert outcome.outcome == "tip"
    assert outcome.message.startswith("3 of 200 rows have no usable “y” (1.5 %).")


def test_many_are_an_issue():
    assert run("FF201", context(30, file_rows=ROWS)).outcome == "issue"


def test_it_is_quiet_when_every_row_has_one():
    assert run("FF201", context(0, file_rows=ROWS)).outcome == "passed"


def test_it_does_not_apply_where_the_file_is_not_known():
    assert run("FF201", context(3)).outcome == "not_applicable"
