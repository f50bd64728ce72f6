"""Predicted probability beside what happened."""

import pytest

from evaluations.figures.calibration import draw_calibration
from tests.evaluations.figures.geometry import find


def draw(predicted, observed, counts):
    calibration = {"predicted": predicted, "observed": observed, "counts": counts}
    return draw_calibration({"diagnostics": {"calibration": calibration}})


def test_small_gaps_are_called_trustworthy_with_their_size():
    title = draw([0.1, 0.9], [0.13, 0.89], [100, 100]).title
    assert title == "The probabilities can be trusted: off by 2 points in 100 on average"


def test_a_large_gap_is_named_where_it_is_least_likely_to_be_chance():
    title = draw([0.1, 0.8, 0.95], [0.12, 0.65, 0.6], [100, 90, 2]).title
    assert title == "Where the model says 80\u00a0%, it happens 65\u00a0% of the time"


def test_dots_grow_with_the_root_of_their_rows():
    small, large = find(draw([0.1, 0.9], [0.1, 0.9], [25, 100]).svg, "circle")
    assert (float(small.get("r")), float(large.get("r"))) == (pytest.approx(6), pytest.approx(9))


def test_groups_without_rows_or_numbers_are_left_out():
    assert draw([0.1, None, 0.9], [0.1, 0.5, 0.9], [10, 10, 0]).data["rows"] == [[0.1, 0.1, 10]]
