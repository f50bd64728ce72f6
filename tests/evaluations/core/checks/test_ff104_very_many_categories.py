"""FF104: categories with more than 50 values."""

from tests.evaluations.core.checks.contexts import ROWS, run_columns
from tests.evaluations.core.makers import make_codes


def town_column(towns):
    return make_codes("town", [f"town {k % towns}" for k in range(ROWS)])


def test_it_fires_above_fifty():
    outcome = run_columns("FF104", town_column(60))
    assert outcome.outcome == "tip"
    assert outcome.evidence == {"columns": {"town": 60}}
    assert "“town” 60" in outcome.message


def test_it_is_quiet_at_forty():
    assert run_columns("FF104", town_column(40)).outcome == "passed"
