"""The histogram of errors."""

import pytest

from evaluations.figures.residuals import draw_residuals
from tests.evaluations.figures.geometry import find


def draw(edges, counts):
    return draw_residuals({"diagnostics": {"residuals": {"edges": edges, "counts": counts}}})


def test_a_lean_is_named_with_its_share():
    title = draw([-10, 0, 10], [30, 70]).title
    assert title == "Predictions are more often too low (70\u00a0% of rows) than too high"
    assert draw([-10, 0, 10], [80, 20]).title.startswith("Predictions are more often too high (80\u00a0%")


def test_even_errors_are_called_even_with_the_largest_one():
    title = draw([-10, -2, 2, 8], [40, 20, 42]).title
    assert title == "Predictions are too high about as often as too low, and at most 10 off"


def test_bars_stand_on_the_axis_and_are_as_high_as_their_rows():
    low, high = find(draw([-10, 0, 10], [50, 100]).svg, "rect", "ff-measured")
    assert float(high.get("height")) == pytest.approx(2 * float(low.get("height")))
    ends = {float(bar.get("y")) + float(bar.get("height")) for bar in (low, high)}
    assert max(ends) - min(ends) < 0.02


def test_edges_that_do_not_match_the_counts_are_not_drawn():
    assert draw([0, 1], [1, 2]) is None
