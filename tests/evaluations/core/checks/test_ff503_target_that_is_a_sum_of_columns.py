"""FF503: an addition instead of a pattern."""

import numpy as np

from tests.evaluations.core.checks.contexts import NOISE, RANDOM, ROWS, SECOND, TARGET, make_context, run
from tests.evaluations.core.makers import make_number


def test_it_fires_on_a_total():
    total = make_number("y", NOISE.values + 3 * SECOND.values)
    outcome = run("FF503", make_context(NOISE, SECOND, total))
    assert outcome.outcome == "issue"
    assert "add up to “y”" in outcome.message


def test_it_is_quiet_about_a_good_fit():
    close = make_number("y", NOISE.values + SECOND.values + RANDOM.normal(0, 0.1, ROWS))
    outcome = run("FF503", make_context(NOISE, SECOND, close))
    assert outcome.outcome == "passed"
    assert 0.97 < outcome.evidence["explained"] < 0.9999


def test_it_does_not_apply_to_classes_or_one_column():
    assert run("FF503", make_context(NOISE, SECOND, TARGET)).outcome == "not_applicable"
    assert (
        run("FF503", make_context(NOISE, make_number("y", np.exp(SECOND.values)))).outcome == "not_applicable"
    )
