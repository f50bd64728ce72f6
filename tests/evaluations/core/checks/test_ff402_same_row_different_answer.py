"""FF402: labels that contradict each other."""

import numpy as np

from tests.evaluations.core.checks.contexts import AMOUNT, NOISE, ROWS, make_context, run
from tests.evaluations.core.makers import make_codes


def context(wrong):
    """Every row is there twice; in ``wrong`` pairs the labels differ."""
    half = ROWS // 2
    labels = np.resize(["a", "b"], half)
    other = labels.copy()
    other[:wrong] = np.where(labels[:wrong] == "a", "b", "a")
    rows = np.concatenate([np.arange(half), np.arange(half)])
    return make_context(NOISE.take(rows), make_codes("y", [*labels.tolist(), *other.tolist()]))


def test_it_fires_and_gives_the_ceiling():
    outcome = run("FF402", context(10))
    assert outcome.outcome == "tip"
    assert outcome.evidence == {"rows": 20, "best_possible_accuracy": 0.95}
    assert "20 rows are alike in every feature but not in “y”" in outcome.message


def test_it_is_quiet_about_equal_labels():
    assert run("FF402", context(0)).outcome == "passed"


def test_it_does_not_apply_to_numbers():
    assert run("FF402", make_context(NOISE, AMOUNT)).outcome == "not_applicable"
