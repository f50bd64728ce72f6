"""FF902: another metric had been shown before."""

from evaluations.core.checks.history import History
from tests.evaluations.core.checks.contexts import NOISE, TARGET, make_context, run


def outcome_of(history):
    return run("FF902", make_context(NOISE, TARGET, history=history))


def test_it_names_the_metrics_that_were_shown_before():
    outcome = outcome_of(History(1, ("roc_auc", "f1_macro")))
    assert outcome.outcome == "issue"
    assert "under ROC AUC, Macro F1 before Accuracy was chosen" in outcome.message


def test_the_first_choice_passes():
    assert outcome_of(History(3)).outcome == "passed"


def test_it_does_not_apply_where_nobody_keeps_a_history():
    assert outcome_of(None).outcome == "not_applicable"
