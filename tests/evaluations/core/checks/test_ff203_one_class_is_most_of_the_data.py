"""FF203: imbalance."""

import pytest

from tests.evaluations.core.checks.contexts import AMOUNT, NOISE, ROWS, make_context, run
from tests.evaluations.core.makers import make_codes


def context(majority):
    return make_context(NOISE, make_codes("y", ["no"] * majority + ["yes"] * (ROWS - majority)))


@pytest.mark.parametrize(
    ("majority", "outcome"), [(120, "passed"), (159, "passed"), (160, "tip"), (184, "issue")]
)
def test_it_fires_from_four_fifths_on(majority, outcome):
    assert run("FF203", context(majority)).outcome == outcome


def test_it_names_the_class_and_its_share():
    outcome = run("FF203", context(160))
    assert outcome.message.startswith("Class “no” has 80 % of the rows.")
    assert outcome.evidence == {"class": "no", "share": 0.8}


def test_it_does_not_apply_to_numbers():
    assert run("FF203", make_context(NOISE, AMOUNT)).outcome == "not_applicable"
