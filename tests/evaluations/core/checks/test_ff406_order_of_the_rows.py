"""FF406: sorted files, drifts and blocks."""

import numpy as np

from tests.evaluations.core.checks.contexts import LABELS, NOISE, ROWS, TARGET, make_context, run
from tests.evaluations.core.makers import make_codes, make_number

RANDOM = np.random.default_rng(4)


def test_a_file_sorted_by_its_classes_is_a_tip():
    outcome = run("FF406", make_context(NOISE, make_codes("y", sorted(LABELS))))
    assert outcome.outcome == "tip"
    assert "The file is sorted by “y”" in outcome.message
    assert outcome.evidence["order_alone"] > 0.9


def test_a_number_that_drifts_along_the_file_is_a_tip():
    drift = make_number("y", np.linspace(0, 100, ROWS) + RANDOM.normal(0, 12, ROWS))
    outcome = run("FF406", make_context(NOISE, drift))
    assert outcome.outcome == "tip"
    assert "“y” drifts along the file" in outcome.message


def test_blocks_are_named_as_such():
    blocks = make_codes("y", [("yes", "no")[at // 25 % 2] for at in range(ROWS)])
    assert "stand together" in run("FF406", make_context(NOISE, blocks)).message


def test_rows_in_any_order_are_fine():
    assert run("FF406", make_context(NOISE, TARGET)).outcome == "passed"
