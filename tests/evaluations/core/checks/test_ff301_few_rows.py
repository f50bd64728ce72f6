"""FF301: fewer than 100 rows."""

import numpy as np
import pytest

from tests.evaluations.core.checks.contexts import RANDOM, make_context, run
from tests.evaluations.core.makers import make_codes, make_number


def context(rows):
    return make_context(
        make_number("x", RANDOM.normal(size=rows)), make_codes("y", np.resize(["a", "b"], rows).tolist())
    )


@pytest.mark.parametrize(("rows", "outcome"), [(101, "passed"), (99, "tip"), (50, "tip"), (40, "issue")])
def test_it_fires_below_a_hundred(rows, outcome):
    assert run("FF301", context(rows)).outcome == outcome


def test_it_says_how_little_is_known():
    # Wilson's interval at 0.8 with n = 96 is 0.709 to 0.868: half of it is 0.079
    outcome = run("FF301", context(96))
    assert "known to ±0.08 only" in outcome.message
    assert outcome.evidence["half_width_of_an_accuracy_of_0.8"] == 0.079
