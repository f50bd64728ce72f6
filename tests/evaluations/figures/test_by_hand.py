"""The by-hand figure says whether the two are the same, fold by fold."""

from evaluations.figures.by_hand import draw_by_hand
from evaluations.figures.examples import example_binary, example_regression


def fold(number, script, library, different):
    return {
        "fold": number, "script": script, "library": library, "different": different, "predictions": 40,
    }  # fmt: skip


def drawn(folds, **agreement):
    report = example_binary() | {
        "by_hand": {"estimator": "GaussianNB", "agreement": agreement, "folds": folds}
    }
    return draw_by_hand(report)


def test_two_that_agree_everywhere_are_called_so():
    figure = drawn([fold(1, 0.8, 0.8, 0), fold(2, 0.9, 0.9, 0)])
    assert figure.title == "The script and GaussianNB agree on every one of 80 predictions"


def test_what_differs_is_counted_over_all_folds_and_shown_in_its_own():
    figure = drawn([fold(1, 0.8, 0.85, 2), fold(2, 0.9, 0.9, 0)])
    assert figure.title == "The script and GaussianNB agree on 78 of 80 predictions"
    assert figure.data["rows"] == [[1, 0.8, 0.85, 2, 40], [2, 0.9, 0.9, 0, 40]]
    assert "2 differ" in figure.svg
    assert "same" in figure.svg


def test_numbers_are_said_to_correlate():
    figure = drawn([fold(1, 3.0, 3.1, 40)], correlation=0.99512)
    assert figure.title == "The script and GaussianNB correlate 0.995 over 40 predictions"


def test_a_report_without_a_twin_has_no_such_figure():
    assert draw_by_hand(example_regression()) is None
    assert draw_by_hand({"by_hand": {"folds": [{"fold": 1, "script": None, "library": 0.5}]}}) is None
