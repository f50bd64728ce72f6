"""FF103: sentences."""

from tests.evaluations.core.checks.contexts import ROWS, run_columns
from tests.evaluations.core.makers import make_codes


def test_it_fires_on_sentences():
    outcome = run_columns(
        "FF103", make_codes("review", [f"number {k} was very good" for k in range(ROWS)], "text")
    )
    assert outcome.outcome == "tip"
    assert outcome.message.startswith("Column “review” holds free text.")


def test_it_is_quiet_about_categories():
    sizes = ["small", "large", "medium", "small"] * (ROWS // 4)
    assert run_columns("FF103", make_codes("size", sizes)).outcome == "passed"
