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


def test_parts_that_were_rounded_still_add_up():
    total = make_number(
        "y", np.round(30 * NOISE.values) + np.round(30 * SECOND.values) + RANDOM.uniform(0, 1, ROWS)
    )
    outcome = run("FF503", make_context(NOISE, SECOND, total))
    assert outcome.outcome == "issue"
    assert set(outcome.evidence["columns"]) == {"noise", "second"}


def test_a_law_with_odd_weights_is_a_tip():
    """As generators of regression data make them; bookkeeping counts in whole numbers."""
    law = make_number("y", 23.417 * NOISE.values + 71.893 * SECOND.values)
    assert run("FF503", make_context(NOISE, SECOND, law)).outcome == "tip"


def test_a_product_is_an_issue():
    amount, rate = np.exp(NOISE.values), np.exp(SECOND.values)
    columns = make_number("amount", amount), make_number("rate", rate)
    outcome = run("FF503", make_context(*columns, make_number("y", amount * rate)))
    assert outcome.outcome == "issue"
    assert outcome.evidence["powers"] == {"amount": 1.0, "rate": 1.0}


def test_it_does_not_apply_to_classes():
    assert run("FF503", make_context(NOISE, SECOND, TARGET)).outcome == "not_applicable"
