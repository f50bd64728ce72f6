"""Two models beside each other: every fold is a line, and its lean says who did better."""

from __future__ import annotations

import pytest

from evaluations.figures.measured import Metric
from evaluations.figures.side_by_side import Pair, Side, draw_folds, draw_scores
from tests.evaluations.figures.geometry import find, view_box, words

ACCURACY = Metric("accuracy", "accuracy", True, 0.0, 1.0)
ERROR = Metric("rmse", "RMSE", False, 0.0, float("inf"))


def make_pair(first=(0.8, 0.9, 0.85), second=(0.85, 0.8, 0.85), *, metric=ACCURACY, same_folds=True):
    def side(name, folds):
        mean = sum(folds) / len(folds)
        return Side(name, mean, mean - 0.04, mean + 0.04, 0.6, folds)

    return Pair(metric, side("A: v1", first), side("B: v2", second), same_folds)


def test_every_fold_is_a_line_with_its_own_pattern():
    lines = [line for line in find(draw_folds(make_pair()).svg, "line") if line.get("y1") != line.get("y2")]
    assert [line.get("stroke-dasharray") for line in lines] == [None, "6 4", "1 4"]


@pytest.mark.parametrize(
    ("metric", "title"),
    [
        (ACCURACY, "B did better on 1 of 3 folds, A on 1, and both the same on 1"),
        (ERROR, "B did better on 1 of 3 folds, A on 1, and both the same on 1"),
    ],
)
def test_the_title_counts_the_folds(metric, title):
    assert draw_folds(make_pair(metric=metric)).title == title


def test_for_errors_the_lower_is_better():
    assert draw_folds(make_pair((2, 3), (1, 2), metric=ERROR)).title == "B did better on every one of 2 folds"


def test_other_folds_are_no_pairs():
    assert draw_folds(make_pair(same_folds=False)) is None


def test_a_shared_baseline_is_one_line_and_others_have_a_row_each():
    assert "baseline 0.60" in words(draw_scores(make_pair()).svg)
    assert words(draw_scores(make_pair(same_folds=False)).svg).count("its baseline") == 2


@pytest.mark.parametrize("draw", [draw_scores, draw_folds])
def test_both_widths_keep_inside_and_the_table_holds_the_numbers(draw):
    figure = draw(make_pair((0.5, 1.0), (0.0, 0.3)))
    for svg, expected in ((figure.svg, 640), (figure.svg_narrow, 340)):
        width, height = view_box(svg)
        assert width == expected
        assert all(0 <= float(dot.get("cx")) <= width for dot in find(svg, "circle"))
        assert all(0 <= float(text.get("y")) <= height for text in find(svg, "text"))
    assert len(figure.data["rows"]) == 2
