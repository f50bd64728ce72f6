"""Columns at a glance."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.figures.distribution import describe_distribution, distribution_svg
from tests.evaluations.figures.geometry import assert_fit_for_a_page, find, view_box


def heights_of(svg: str) -> list[float]:
    """Of the bars, which are one element."""
    tops = [
        top for bars in find(svg, "path", "ff-measured") for top in re.findall(r"V([^M]+)", bars.get("d"))
    ]
    return [view_box(svg)[1] - 1.5 - float(top) for top in tops]


AGE = {
    "name": "age",
    "missing": 177,
    "min": 0.42,
    "max": 80,
    "median": 28,
    "histogram": {"edges": [0, 40, 80], "counts": [500, 214]},
}
SEX = {
    "name": "sex",
    "missing": 0,
    "distinct": 2,
    "values": [{"value": "f", "count": 314}, {"value": "m", "count": 577}],
}


def test_a_number_is_drawn_as_its_histogram_with_the_share_missing_in_grey():
    svg = distribution_svg(AGE, 891)
    heights = heights_of(svg)
    assert heights[0] / heights[1] == pytest.approx(500 / 214, abs=0.01)
    assert len(find(svg, "rect", "ff-baseline")) == 1
    assert describe_distribution(AGE, 891) == "from 0.42 to 80, median 28; 20\u00a0% missing"


def test_categories_are_drawn_most_frequent_first():
    heights = heights_of(distribution_svg(SEX, 891))
    assert len(heights) == 2
    assert heights[0] > heights[1]
    assert describe_distribution(SEX) == "2 different values; most frequent “m” (577 rows)"


def test_a_fine_histogram_is_made_coarse_enough_to_see():
    column = {"name": "x", "histogram": {"edges": [], "counts": [1] * 100}}
    assert len(heights_of(distribution_svg(column))) == 20


def test_an_empty_column_is_drawn_empty_and_says_so():
    column = {"name": "nothing", "missing": 10, "distinct": 0, "values": []}
    assert not heights_of(distribution_svg(column, 10))
    assert describe_distribution(column, 10) == "no values to draw; 100\u00a0% missing"


@given(st.text(), st.lists(st.tuples(st.text(), st.integers(-5, 10**9)), max_size=40), st.integers(0, 100))
def test_any_column_is_fit_for_a_page(name, values, missing):
    entries = [{"value": value, "count": count} for value, count in values]
    svg = distribution_svg(
        {"name": name or "x", "values": entries, "missing": missing, "distinct": len(values)}, 100
    )
    assert_fit_for_a_page(svg)
