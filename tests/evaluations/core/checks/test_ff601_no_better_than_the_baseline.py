"""FF601: models that learnt nothing."""

from tests.evaluations.core.checks.contexts import make_result, make_results_context, run, wobble


def context(*verdicts):
    models = [
        make_result(f"model_{k}", "roc_auc", wobble(0.5), verdict) for k, verdict in enumerate(verdicts)
    ]
    return make_results_context(make_result("baseline", "roc_auc", [0.5] * 15), *models)


def test_it_is_an_issue_when_none_is_better():
    outcome = run("FF601", context("no_clear_difference", "worse"))
    assert outcome.outcome == "issue"
    assert outcome.message.startswith("None of 2 models is clearly better than the baseline on ROC AUC.")


def test_it_is_quiet_when_one_is():
    outcome = run("FF601", context("better", "worse"))
    assert (outcome.outcome, outcome.message) == ("passed", "1 of 2 models beat the baseline on ROC AUC.")


def test_it_does_not_apply_before_the_fits():
    assert run("FF601", make_results_context()).outcome == "not_applicable"
