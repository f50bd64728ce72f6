"""FF105: numbers with something around them."""

from tests.evaluations.core.checks.contexts import ROWS, run_columns
from tests.evaluations.core.makers import make_codes


def column(values):
    return make_codes("value", [values[k % len(values)] for k in range(ROWS)])


def test_it_fires_on_numbers_with_units():
    outcome = run_columns("FF105", column(["12 kg", "7.5 kg", "130 kg", "9 kg"]))
    assert outcome.outcome == "issue"
    assert outcome.evidence == {"columns": {"value": "12 kg"}}
    assert "“value” was read as text although nearly all values are numbers (“12 kg”)" in outcome.message


def test_it_fires_on_mixed_currencies():
    assert run_columns("FF105", column(["$5", "€6", "$7.50", "€1,200"])).outcome == "issue"


def test_it_is_quiet_about_codes_and_grades():
    assert run_columns("FF105", column(["01234", "90210", "55555"])).outcome == "passed"
    assert run_columns("FF105", column(["A10", "A11", "A12"])).outcome == "passed"
    assert run_columns("FF105", column(["1st", "2nd", "3rd", "none of them"])).outcome == "passed"


def test_it_does_not_apply_without_text_columns():
    assert run_columns("FF105").outcome == "not_applicable"
