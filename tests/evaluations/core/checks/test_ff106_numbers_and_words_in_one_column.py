"""FF106: a stray word among numbers."""

from tests.evaluations.core.checks.contexts import ROWS, run_columns
from tests.evaluations.core.makers import make_codes


def test_it_fires_on_a_few_words_among_numbers():
    values = [str(k % 9 + 1) for k in range(ROWS)]
    values[5] = values[9] = values[12] = values[30] = "refused"
    outcome = run_columns("FF106", make_codes("age", values))
    assert outcome.outcome == "tip"
    assert outcome.evidence == {"columns": {"age": ["refused"]}}


def test_it_is_quiet_about_codes():
    codes = make_codes("code", [f"A{k % 7}" for k in range(ROWS)])
    assert run_columns("FF106", codes).outcome == "passed"


def test_it_does_not_apply_without_text_columns():
    assert run_columns("FF106").outcome == "not_applicable"
