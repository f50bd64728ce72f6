"""FF605: a score that is nearly perfect."""

import pytest

from tests.evaluations.core.checks.contexts import make_result, make_results_context, run, wobble


def outcome_of(score):
    results = make_result("baseline", "roc_auc", [0.5] * 15), make_result("knn", "roc_auc", wobble(score, 0))
    return run("FF605", make_results_context(*results))


@pytest.mark.parametrize(("score", "outcome"), [(0.999, "tip"), (0.996, "tip"), (0.99, "passed")])
def test_it_fires_from_99_of_100_parts_of_the_way_from_the_baseline(score, outcome):
    assert outcome_of(score).outcome == outcome  # .996 is .992 of the way from .5 to 1


def test_it_says_how_far():
    assert outcome_of(0.999).evidence["share_of_the_way"] == 0.998


def test_it_does_not_apply_before_the_fits_or_without_a_baseline():
    assert run("FF605", make_results_context()).outcome == "not_applicable"
    alone = make_result("knn", "roc_auc", [1.0] * 15)
    assert run("FF605", make_results_context(alone)).outcome == "not_applicable"


def test_it_does_not_say_that_all_of_the_way_was_covered_before_it_was():
    said = "Knn has ROC AUC 0.9992, 99.8 % of the way from guessing to perfect."
    assert outcome_of(0.9992).message.startswith(said)
