"""A figure as a file carries its colours; resvg and browsers read it."""

import pytest
import resvg_py

from evaluations.figures.examples import example_scores
from evaluations.figures.scoreline import score_line_svg
from evaluations.figures.standalone import standalone_svg
from tests.evaluations.figures.geometry import SVG, parse

CARD = score_line_svg(example_scores()[0], "card")


def test_the_words_stay_first_and_the_colours_follow():
    root = parse(standalone_svg(CARD, "light"))
    assert [child.tag for child in root][:4] == [SVG + "title", SVG + "desc", SVG + "style", SVG + "rect"]
    assert ".ff-measured{color:#07525d}" in root[2].text


def test_auto_has_no_ground_and_follows_the_reader():
    svg = standalone_svg(CARD)
    assert "@media (prefers-color-scheme:dark){.ff-ink{color:#e6e8ea}" in svg
    assert "<rect" not in svg


def test_an_unknown_theme_is_refused():
    with pytest.raises(KeyError):
        standalone_svg(CARD, "sepia")


def test_a_file_becomes_a_picture_in_its_own_colours():
    png = bytes(resvg_py.svg_to_bytes(svg_string=standalone_svg(CARD, "dark"), skip_system_fonts=True))
    assert png.startswith(b"\x89PNG")
    assert png != bytes(
        resvg_py.svg_to_bytes(svg_string=standalone_svg(CARD, "light"), skip_system_fonts=True)
    )
