"""Each note's picture can be drawn, as an image with a name, without style or script."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from evaluations.learn.library import all_notes
from evaluations.learn.painting import paint
from evaluations.learn.pictures import draw_picture
from evaluations.learn.regions import stored_regions

SVG = "{http://www.w3.org/2000/svg}"
NOTES = list(all_notes().values())


def drawings(note):
    return ElementTree.fromstring(f"<all>{draw_picture(note.picture)}</all>")


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.slug)
def test_the_picture_is_an_image_with_a_name(note):
    found = list(drawings(note))
    assert 1 <= len(found) <= 2  # wide and narrow
    for svg in found:
        assert svg.tag == f"{SVG}svg"
        assert svg.get("role") == "img"
        assert svg.find(f"{SVG}title").text
        assert "style" not in ElementTree.tostring(svg, encoding="unicode")


def test_a_marked_cell_is_named_by_its_words_alone():
    svg = draw_picture("table One is wrong\na | b\n1 | !2")
    assert "!2" not in svg
    assert 'class="ff-issue"' in svg


def test_a_chart_keeps_to_the_scale_that_it_is_given():
    assert "accuracy" in draw_picture("bars Two\nscale | 0 | 1 | accuracy\none | 0.5\ntwo | 0.9 | issue")


def test_the_stored_borders_are_what_the_models_say():
    assert paint() == stored_regions()
