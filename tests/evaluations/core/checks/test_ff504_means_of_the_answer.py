"""FF504: target encoding with the row's own answer in it."""

import numpy as np
import pytest

from tests.evaluations.core.checks.contexts import NOISE, make_context, run
from tests.evaluations.core.makers import make_codes, make_number

ROWS, GROUPS = 400, 40
RANDOM = np.random.default_rng(5)
GROUP = RANDOM.integers(0, GROUPS, ROWS)
RATE = RANDOM.uniform(0.1, 0.9, GROUPS)
YES = (RANDOM.random(ROWS) < RATE[GROUP]).astype(float)
AMOUNT = RANDOM.normal(100, 20, ROWS)


def means(answer, rows=slice(None)):
    told = [answer[rows][GROUP[rows] == at] for at in range(GROUPS)]
    return make_number("rate", np.array([one.mean() if len(one) else 0.5 for one in told])[GROUP])


def noise():
    return make_number("noise", RANDOM.normal(size=ROWS))


@pytest.mark.parametrize("answer", [YES, AMOUNT])
def test_means_of_these_rows_are_an_issue(answer):
    target = (
        make_codes("y", ["no" if v == 0 else "yes" for v in answer])
        if answer is YES
        else make_number("y", answer)
    )
    outcome = run("FF504", make_context(means(answer), noise(), target))
    assert outcome.outcome == "issue"
    assert outcome.evidence == {"columns": ["rate"]}


def test_they_are_found_where_a_fifth_of_the_rows_is_in_the_lockbox():
    context = make_context(means(AMOUNT), noise(), make_number("y", AMOUNT))
    kept = np.flatnonzero(np.arange(ROWS) % 5)
    shown = type(context)(context.table.take(kept), context.y[kept], context.protocol)
    assert run("FF504", shown).outcome == "issue"


def test_a_rate_that_was_known_before_is_honest():
    """The true rate of each group, and the mean of other rows than these."""
    target = make_codes("y", ["yes" if value else "no" for value in YES])
    known = make_number("rate", RATE[GROUP])
    assert run("FF504", make_context(known, noise(), target)).outcome == "passed"
    before = (RANDOM.random(ROWS) < RATE[GROUP]).astype(float)
    assert run("FF504", make_context(means(before), noise(), target)).outcome == "passed"


def test_few_rows_cannot_be_judged():
    context = make_context(NOISE, make_number("y", RANDOM.normal(size=200)))
    few = type(context)(context.table.take(np.arange(40)), context.y[:40], context.protocol)
    assert run("FF504", few).outcome == "not_applicable"
