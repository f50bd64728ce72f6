"""FF606: probabilities that do not come true."""

from tests.evaluations.core.checks.contexts import NOISE, TARGET, make_context, run


def outcome_of(predicted, observed, counts):
    told = {"predicted": predicted, "observed": observed, "counts": counts}
    return run("FF606", make_context(NOISE, TARGET, calibration=told))


def test_it_fires_where_the_model_is_too_sure():
    outcome = outcome_of([0.05, 0.5, 0.95], [0.2, 0.5, 0.78], [400, 200, 400])
    assert outcome.outcome == "tip"
    assert outcome.evidence["gap"] == 0.128  # (400 · .15 + 400 · .17) / 1000
    assert "where the model says 95 %, it happens in 78 % of the rows" in outcome.message


def test_few_rows_are_allowed_their_chance():
    assert outcome_of([0.3, 0.7], [0.2, 0.85], [10, 10]).outcome == "passed"


def test_honest_probabilities_pass():
    assert outcome_of([0.1, 0.9], [0.11, 0.88], [500, 500]).outcome == "passed"


def test_it_does_not_apply_without_probabilities():
    assert run("FF606", make_context(NOISE, TARGET)).outcome == "not_applicable"
