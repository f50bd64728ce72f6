"""The learning curve."""

from evaluations.figures.learning_curve import draw_learning_curve
from tests.evaluations.figures.geometry import find


def draw(scores, metric="accuracy", *, higher=True):
    points = [{"rows": 100 * (k + 1), "score": s, "folds": [s]} for k, s in enumerate(scores)]
    curve = {"pipeline": "knn", "title": "k-nearest neighbours", "points": points}
    return draw_learning_curve(
        {"primary_metric": metric, "higher_is_better": higher, "diagnostics": {"learning_curve": curve}}
    )


def test_a_model_that_still_gains_is_said_to():
    figure = draw([0.7, 0.75, 0.8])
    assert figure.title == (
        "k-nearest neighbours goes from 0.70 with 100 rows to 0.80 with 300, and is still getting better"
    )
    assert figure.data["rows"][0] == [100, 0.7, "0.7"]
    assert len(find(figure.svg, "circle", "ff-measured")) == 3


def test_a_model_that_gains_no_more_levels_off():
    assert draw([0.6, 0.8, 0.805]).title.endswith("and levels off")


def test_of_an_error_less_is_better():
    assert draw([9.0, 6.0, 4.0], "rmse", higher=False).title.endswith("still getting better")


def test_rows_that_do_not_help_are_said_not_to():
    assert draw([0.8, 0.78, 0.79]).title.endswith("more rows may not help")
