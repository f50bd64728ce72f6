"""FF502: gaps that follow a class."""

import numpy as np

from tests.evaluations.core.checks.contexts import (
    AMOUNT,
    LABELS,
    NOISE,
    RANDOM,
    ROWS,
    SECOND,
    TARGET,
    make_context,
    run,
)
from tests.evaluations.core.makers import make_number

IS_YES = np.array([label == "yes" for label in LABELS])


def gappy(missing):
    return make_number("closed_on", np.where(missing, np.nan, SECOND.values))


def test_it_fires_on_a_column_filled_in_after_the_outcome():
    outcome = run("FF502", make_context(gappy(IS_YES), NOISE, TARGET))
    assert outcome.outcome == "issue"
    assert outcome.message.startswith("Column “closed_on” is missing, or filled, almost only for class")


def test_it_is_quiet_about_gaps_at_random():
    assert run("FF502", make_context(gappy(RANDOM.random(ROWS) < 0.4), NOISE, TARGET)).outcome == "passed"


def test_gaps_that_follow_the_class_in_most_rows_are_a_tip():
    mostly = IS_YES & (RANDOM.random(ROWS) < 0.75)
    assert run("FF502", make_context(gappy(mostly), NOISE, TARGET)).outcome == "tip"


def test_gaps_that_follow_the_size_of_a_number_are_an_issue():
    large = AMOUNT.values > np.median(AMOUNT.values)
    outcome = run("FF502", make_context(gappy(large), NOISE, AMOUNT))
    assert outcome.outcome == "issue"
    assert "almost only for large values of the target" in outcome.message
    assert run("FF502", make_context(gappy(IS_YES), NOISE, AMOUNT)).outcome == "passed"


def test_it_does_not_apply_without_gaps():
    assert run("FF502", make_context(NOISE, TARGET)).outcome == "not_applicable"
