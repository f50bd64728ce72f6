"""FF604: folds that the baseline wins."""

import numpy as np

from tests.evaluations.core.checks.contexts import make_result, make_results_context, run, wobble
from tests.evaluations.core.makers import make_number

BASE = make_result("baseline", "roc_auc", [0.5] * 10)


def test_it_gives_a_tip_where_some_folds_are_lost():
    folds = [0.45, 0.48] + [0.7] * 8
    outcome = run("FF604", make_results_context(BASE, make_result("knn", "roc_auc", folds)))
    assert outcome.outcome == "tip"
    assert outcome.evidence == {"model": "Knn", "weak_folds": 2, "folds": 10, "lowest": 0.45, "highest": 0.7}
    assert (
        "On 2 of 10 folds Knn is no better than the baseline; its ROC AUC runs from 0.45 to 0.7."
        in outcome.message
    )


def test_it_is_quiet_when_every_fold_is_won():
    outcome = run("FF604", make_results_context(BASE, make_result("knn", "roc_auc", wobble(0.7, folds=10))))
    assert outcome.outcome == "passed"


def test_errors_count_the_other_way_round():
    y = make_number("y", np.random.default_rng(1).normal(size=200))
    base = make_result("baseline", "rmse", [10.0] * 10)
    model = make_result("ridge", "rmse", wobble(8.0, folds=10))
    assert run("FF604", make_results_context(base, model, y=y)).outcome == "passed"


def test_it_does_not_apply_without_results_or_without_a_lead():
    assert run("FF604", make_results_context()).outcome == "not_applicable"
    beaten = make_result("knn", "roc_auc", [0.4] * 10)
    assert run("FF604", make_results_context(BASE, beaten)).outcome == "not_applicable"
