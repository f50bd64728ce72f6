"""FF901: the best of many tries is partly luck."""

import pytest

from evaluations.core.checks.history import History
from evaluations.core.luck import expected_luck, wobble_of
from evaluations.core.metric_registry import METRICS
from tests.evaluations.core.checks.contexts import NOISE, TARGET, make_context, make_result, run, wobble


def outcome_of(tries):
    script = make_result("script", "accuracy", wobble(0.8), origin="script")
    script["scores"]["accuracy"] |= {"low": 0.76, "high": 0.84}
    return run("FF901", make_context(NOISE, TARGET, results=[script], history=History(tries=tries)))


def test_it_says_how_much_luck_ten_tries_are_worth():
    outcome = outcome_of(10)
    assert outcome.outcome == "tip"
    assert outcome.evidence == {"tries": 10, "expected_luck": 0.0607}  # √(.8 · .2 / 200) · √(2 ln 10)


def test_a_few_tries_pass():
    assert outcome_of(1).message == "1 script was scored on these data."
    assert outcome_of(4).outcome == "passed"


def test_it_does_not_apply_without_scripts():
    assert outcome_of(0).outcome == "not_applicable"
    assert run("FF901", make_context(NOISE, TARGET)).outcome == "not_applicable"


def test_one_try_needs_no_luck_and_other_metrics_take_their_wobble_from_the_interval():
    assert expected_luck(0.03, 1) == 0
    assert wobble_of(METRICS["rmse"], 50.0, 46.08, 53.92, 200) == pytest.approx(2.0)
    assert wobble_of(METRICS["rmse"], 50.0, None, None, 200) == 0
