"""FF405: copies with a little noise."""

import numpy as np

from tests.evaluations.core.checks.contexts import ROWS, TARGET, make_context, run
from tests.evaluations.core.makers import make_number

RANDOM = np.random.default_rng(3)


def cloud(noise):
    """The last thirty rows repeat the first thirty, but for the noise."""
    columns = RANDOM.normal(size=(4, ROWS))
    columns[:, -30:] = columns[:, :30] + noise * RANDOM.normal(size=(4, 30))
    return [make_number(f"x{at}", values) for at, values in enumerate(columns)]


def test_copies_with_a_little_noise_are_a_tip():
    for noise in (0.001, 0.01):
        outcome = run("FF405", make_context(*cloud(noise), TARGET))
        assert outcome.outcome == "tip"
        assert 40 <= outcome.evidence["rows"] <= 70


def test_rows_that_lie_scattered_are_fine():
    columns = [make_number(f"x{at}", RANDOM.normal(size=ROWS)) for at in range(4)]
    assert run("FF405", make_context(*columns, TARGET)).outcome == "passed"


def test_coarse_numbers_cannot_be_judged():
    columns = [make_number(f"x{at}", RANDOM.integers(0, 9, ROWS)) for at in range(4)]
    assert run("FF405", make_context(*columns, TARGET)).outcome == "not_applicable"
