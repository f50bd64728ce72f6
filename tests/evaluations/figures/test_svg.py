"""Elements are escaped, finite, and free of what a strict page forbids."""

import math

import pytest

from evaluations.figures.svg import coordinate, drawing, element, label


def test_attributes_and_words_are_escaped():
    svg = drawing(10, 10, label(0, 5, '<b a="1">&'), title="<t>", desc='"d"', kind='x" onload="y')
    assert "<b" not in svg
    assert "&lt;b a=&quot;1&quot;&gt;&amp;" in svg
    assert "<title>&lt;t&gt;</title>" in svg
    assert 'class="ff-figure x&quot; onload=&quot;y"' in svg


@pytest.mark.parametrize("name", ["style", "onclick", "href", "xlink_href"])
def test_attributes_that_a_strict_page_forbids_cannot_be_written(name):
    with pytest.raises(ValueError, match="do not use the attribute"):
        element("rect", **{name: "x"})


@pytest.mark.parametrize("tag", ["script", "style", "foreignObject", "image"])
def test_tags_that_a_strict_page_forbids_cannot_be_written(tag):
    with pytest.raises(ValueError, match="do not use"):
        element(tag)


def test_coordinates_are_short_and_finite():
    assert [coordinate(v) for v in (1 / 3, 5.0, -0.001, 1234.567)] == ["0.33", "5", "0", "1234.57"]
    with pytest.raises(ValueError, match="finite"):
        coordinate(math.nan)


def test_a_label_that_is_cut_keeps_its_full_wording_as_a_tooltip():
    svg = label(0, 10, "a very long name indeed", room=60)
    assert "<title>a very long name indeed</title>" in svg
    assert "…" in svg
    assert "<title>" not in label(0, 10, "short", room=60)
