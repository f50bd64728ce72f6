"""One dot a fold."""

import pytest

from evaluations.figures.fold_strip import draw_fold_strip
from tests.evaluations.figures.geometry import find


def draw(values):
    folds = [{"pipeline": "knn", "title": "k-NN", "values": values, "mean": None}]
    return draw_fold_strip(
        {"primary_metric": "accuracy", "best": "knn", "diagnostics": {"fold_scores": folds}}
    )


def test_the_title_says_how_far_the_best_model_moves_from_fold_to_fold():
    assert draw([0.78, 0.81, 0.88]).title == "k-NN scores between 0.78 and 0.88, depending on the fold"
    assert draw([0.8, 0.8]).title == "k-NN scores 0.80 on every fold"


def test_every_fold_is_a_dot_and_the_tick_is_their_mean():
    figure = draw([0.7, 0.8, 0.9])
    places = [float(e.get("cx")) for e in find(figure.svg, "circle")]
    assert len(places) == 3
    assert float(find(figure.svg, "line", "ff-measured")[0].get("x1")) == pytest.approx(places[1])
    assert figure.data["rows"] == [["k-NN", 0.8, "0.7, 0.8, 0.9"]]
