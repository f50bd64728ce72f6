"""FF202: classes smaller than the folds."""

from tests.evaluations.core.checks.contexts import AMOUNT, NOISE, ROWS, make_context, run
from tests.evaluations.core.makers import make_codes


def context(rare):
    return make_context(
        NOISE, make_codes("y", ["a", "b"] * ((ROWS - rare) // 2) + ["c"] * (ROWS - (ROWS - rare) // 2 * 2))
    )


def test_it_fires_below_five_rows():
    outcome = run("FF202", context(4))
    assert outcome.outcome == "issue"
    assert outcome.evidence == {"classes": {"c": 4}, "folds": 5, "set_aside": ["c"]}
    assert outcome.message.startswith(
        "1 class has fewer than 5 rows: “c” (4). Set aside, so that the score is not about it: “c”."
    )


def test_it_fires_where_the_rare_class_is_one_of_two():
    outcome = run("FF202", make_context(NOISE, make_codes("y", ["a"] * (ROWS - 3) + ["b"] * 3)))
    assert outcome.outcome == "issue"
    assert outcome.evidence == {"classes": {"b": 3}, "folds": 3}


def test_it_is_quiet_with_six_rows():
    assert run("FF202", context(6)).outcome == "passed"


def test_it_does_not_apply_to_numbers():
    assert run("FF202", make_context(NOISE, AMOUNT)).outcome == "not_applicable"
