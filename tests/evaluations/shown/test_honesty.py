import pytest

from evaluations.models import Evaluation, HonestyTest
from evaluations.shown.honesty import show_honesty
from tests.factories import make_evaluation, make_project


def evaluation_with(state):
    fold = {"fold": 1, "fit_seconds": 0.1234, "predict_seconds": 0.0, "wall_seconds": 0.25, "peak_mb": 143}
    evaluation = Evaluation(report={"script_folds": [fold]})
    evaluation.honesty_test = HonestyTest(state=state)
    return evaluation


@pytest.mark.parametrize(
    ("state", "word"), [("testing", "is being fitted"), ("tested", "was fitted"), ("failed", "our fault")]
)
def test_the_page_says_how_far_the_experiments_are(state, word):
    assert word in show_honesty(evaluation_with(state)).sentence


def test_time_and_memory_stand_fold_by_fold():
    assert show_honesty(evaluation_with("tested")).folds == (("1", "0.123", "0", "0.25", "143"),)


def test_without_a_script_there_is_nothing_to_say(alice):
    assert show_honesty(make_evaluation(make_project(alice))) is None
