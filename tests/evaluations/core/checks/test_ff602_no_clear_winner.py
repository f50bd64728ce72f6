"""FF602: models that are level."""

from tests.evaluations.core.checks.contexts import make_result, make_results_context, run, wobble


def context(*means):
    models = [
        make_result(f"model_{k}", "accuracy", wobble(mean)[:: 1 - 2 * (k % 2)])
        for k, mean in enumerate(means)
    ]
    return make_results_context(make_result("baseline", "accuracy", [0.5] * 15), *models)


def test_it_gives_a_tip_when_two_are_level():
    outcome = run("FF602", context(0.81, 0.805, 0.6))
    assert outcome.outcome == "tip"
    assert outcome.evidence["not_clearly_worse"] == ["Model 1"]
    assert outcome.message.startswith("Model 0 has the best accuracy, but no clear lead over model 1.")


def test_it_is_quiet_about_a_clear_lead():
    assert run("FF602", context(0.9, 0.7)).outcome == "passed"


def test_it_does_not_apply_to_one_model():
    assert run("FF602", context(0.9)).outcome == "not_applicable"
