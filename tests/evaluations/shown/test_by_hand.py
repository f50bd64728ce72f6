"""What the report says of a by-hand model and the estimator that it names."""

import pytest

from evaluations.shown.by_hand import show_by_hand


def told(**changed):
    return {
        "by_hand": {
            "estimator": "KNeighborsClassifier",
            "call": "KNeighborsClassifier(n_neighbors=5)",
            "source": "from sklearn.neighbors import KNeighborsClassifier\n",
            "status": "compared",
            "reason": None,
            "same_input": True,
            "agreement": {
                "predictions": 1200,
                "different": 0,
                "correlation": None,
                "mean_difference": None,
                "largest_difference": None,
            },
            "scores": {
                "metric": "accuracy",
                "script": 0.81,
                "library": 0.83,
                "difference": -0.02,
                "low": -0.05,
                "high": 0.01,
                "verdict": "no_clear_difference",
            },
            "seconds": {"script": 12.0, "library": 1.0, "ratio": 12.0},
            "rows": [],
        }
        | changed
    }


def test_no_declaration_means_no_section():
    assert show_by_hand({}) is None
    assert show_by_hand({"by_hand": None}) is None


def test_full_agreement_is_said_in_whole_numbers():
    shown = show_by_hand(told())
    assert shown.sentences[0] == (
        "The script and KNeighborsClassifier gave the same answer in all of 1,200 predictions."
    )


def test_scores_stand_side_by_side_with_the_interval_of_their_difference():
    shown = show_by_hand(told())
    assert shown.sentences[1] == (
        "On accuracy they score 0.81 by hand and 0.83 with scikit-learn, a difference of −0.02 "
        "(95 % interval −0.05 to +0.01): no clear difference."
    )


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (12.0, "12 times as long"),
        (1.1, "about the same time"),
        (0.25, "4 times less time"),
    ],
)
def test_time_is_told_as_a_ratio(ratio, words):
    seconds = {"script": ratio, "library": 1.0, "ratio": ratio}
    assert words in show_by_hand(told(seconds=seconds)).sentences[2]


def test_numbers_are_told_by_how_far_they_are_apart():
    gaps = {"correlation": 0.99, "mean_difference": 1.5, "largest_difference": 9.0}
    agreement = {"predictions": 300, "different": 300, **gaps}
    assert show_by_hand(told(agreement=agreement)).sentences[0] == (
        "Their predictions correlate 0.9900; they are apart by 1.5 on average and by 9 at most."
    )


def test_an_input_of_another_kind_is_admitted():
    assert "cannot take these rows as they are" in show_by_hand(told(same_input=False)).sentences[-1]


def test_rows_that_differ_are_plain_text_whatever_the_classes_are_called():
    row = {"row": 1234, "actual": "<b>\x1b[31m", "script": "yes", "library": 0.5, "times": 3}
    shown = show_by_hand(told(rows=[row]))
    assert shown.rows == (("1,234", "<b>[31m", "yes", "0.5", "3"),)


def test_a_failure_is_its_reason_and_nothing_more():
    failed = {"status": "failed", "reason": {"message": "It could not.", "hint": "Look at it."}}
    shown = show_by_hand(told(**failed))
    assert (shown.reason, shown.hint, shown.sentences) == ("It could not.", "Look at it.", ())
