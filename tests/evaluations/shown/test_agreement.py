"""The lockbox beside the folds, in a verdict."""

import pytest

from evaluations.figures.scoreline import ScoreLine
from evaluations.shown.agreement import judge_difference, weigh_lockbox

ACCURACY = ScoreLine("accuracy", 0, 1, 0.83, 0.79, 0.87, 0.5)
FOLDS = {"mean": 0.83, "low": 0.79, "high": 0.87}


def box(score, half=0.05):
    return {"score": score, "low": score - half, "high": score + half}


@pytest.mark.parametrize(
    ("score", "verdict"),
    [(0.83, "agrees"), (0.78, "agrees"), (0.88, "agrees"), (0.75, "worse"), (0.91, "better")],
)  # the two half-widths, .04 and .05, allow for .064
def test_a_difference_counts_only_beyond_what_both_intervals_allow(score, verdict):
    assert weigh_lockbox(FOLDS, box(score), ACCURACY).verdict == verdict


def test_it_is_said_in_words_with_the_score_of_the_folds():
    found = weigh_lockbox(FOLDS, box(0.70), ACCURACY)
    assert "clearly worse than the 0.83 of the folds" in found.sentence
    assert found.difference == pytest.approx(-0.13)


def test_for_errors_lower_is_better():
    assert judge_difference(-5, 2, higher_is_better=False) == "better"
    assert judge_difference(5, 2, higher_is_better=False) == "worse"


def test_without_an_interval_there_is_no_verdict():
    assert weigh_lockbox(FOLDS, {"score": 0.7, "low": None, "high": None}, ACCURACY) is None
    assert weigh_lockbox({}, box(0.7), ACCURACY) is None


def test_agreement_names_both_scores_and_no_distance_that_the_digits_contradict():
    close = weigh_lockbox(FOLDS, box(0.824), ACCURACY).sentence
    assert (
        close == "The lockbox agrees with the folds: 0.82 and 0.83 are no further apart than chance explains."
    )
    assert weigh_lockbox(FOLDS, box(0.829), ACCURACY).sentence.endswith("folds: both have 0.83.")
