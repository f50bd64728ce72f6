"""FF603: learnt by heart."""

from tests.evaluations.core.checks.contexts import make_result, make_results_context, run, wobble

FOREST = make_result("random_forest", "accuracy", wobble(0.82))
RIDGE = make_result("ridge", "accuracy", wobble(0.815)[::-1])
POOR = make_result("ridge", "accuracy", wobble(0.6))


def gap(pipeline, train, test):
    return {"pipeline": pipeline, "train": train, "test": test}


def test_it_gives_a_tip_where_a_steadier_model_does_as_well():
    gaps = [gap("random_forest", 1.0, 0.82), gap("ridge", 0.84, 0.815)]
    outcome = run("FF603", make_results_context(FOREST, RIDGE, gaps=gaps))
    assert outcome.outcome == "tip"
    assert outcome.evidence["steadier"] == "Ridge"
    assert "1 on rows it has seen and 0.82 on others" in outcome.message


def test_a_gap_alone_is_normal_for_a_forest():
    gaps = [gap("random_forest", 1.0, 0.82), gap("ridge", 0.62, 0.6)]
    assert run("FF603", make_results_context(FOREST, POOR, gaps=gaps)).outcome == "passed"


def test_it_is_quiet_about_a_small_gap():
    gaps = [gap("random_forest", 0.85, 0.82), gap("ridge", 0.82, 0.815)]
    assert run("FF603", make_results_context(FOREST, RIDGE, gaps=gaps)).outcome == "passed"


def test_the_script_is_judged_before_the_standard_models():
    script = make_result("script", "accuracy", wobble(0.8), origin="script")
    gaps = [gap("script", 1.0, 0.8), gap("ridge", 0.83, 0.815)]
    outcome = run("FF603", make_results_context(RIDGE, script, gaps=gaps))
    assert (outcome.outcome, outcome.evidence["model"]) == ("tip", "Script")


def test_it_does_not_apply_without_scores_on_training_rows():
    assert run("FF603", make_results_context(FOREST, RIDGE)).outcome == "not_applicable"
