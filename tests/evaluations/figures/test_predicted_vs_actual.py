"""Predicted against true values."""

import pytest

from evaluations.figures.predicted_vs_actual import draw_predicted_vs_actual
from tests.evaluations.figures.geometry import find


def draw(actual, predicted):
    pairs = {"actual": actual, "predicted": predicted, "unit": "price"}
    return draw_predicted_vs_actual({"diagnostics": {"predicted_vs_actual": pairs}})


def test_the_title_gives_the_median_error_in_the_targets_unit():
    title = draw([10, 20, 30], [11, 23, 35]).title
    assert title == "Half of the predictions of “price” are within 3 of the true value"


def test_an_exact_prediction_lies_on_the_diagonal_and_a_high_one_above_it():
    svg = draw([0, 50, 100], [0, 100, 100]).svg
    diagonal = find(svg, "line", "ff-baseline")[0]
    (x0, y0), (x1, y1), _ = ((float(e.get("cx")), float(e.get("cy"))) for e in find(svg, "circle"))
    assert (x0, y0) == (float(diagonal.get("x1")), float(diagonal.get("y1")))
    assert x1 == pytest.approx((float(diagonal.get("x1")) + float(diagonal.get("x2"))) / 2)
    assert y1 == float(diagonal.get("y2"))


def test_at_most_four_hundred_rows_are_drawn():
    assert len(find(draw(list(range(900)), list(range(900))).svg, "circle")) == 400
