"""Preview images: what stands in them, and how titles are broken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portfolio.services import publish
from portfolio.sharing.picture import TITLE_LINES, frame, is_of_inter, without_pictographs, wrap, wrap_evenly
from portfolio.sharing.preview import preview_svg
from portfolio.sharing.shared import shared_project
from tests.factories import make_evaluation, make_project


def test_a_picture_has_no_boxes_where_emoji_stood_and_other_scripts_ask_the_machine():
    assert (
        without_pictographs("Bees \U0001f41d\ufe0f and \U0001f469\u200d\U0001f680 → Ω я") == "Bees and → Ω я"
    )
    assert without_pictographs("蜂の数 \u05d3\u05d1") == "蜂の数 \u05d3\u05d1"
    drawn = frame(kicker="@a", title="Bees \U0001f41d", says="What?")
    assert "Bees</text>" in drawn
    assert is_of_inter("é")
    assert not is_of_inter("蜂")


@pytest.mark.django_db
def test_a_picture_says_the_whole_verdict(alice):
    project = make_project(alice)
    make_evaluation(project)
    publish(project=project)
    shared = shared_project("alice", "which-flower-is-it")
    assert shared.summary is not None
    level = replace(
        shared,
        summary=replace(shared.summary, kept={**shared.summary.kept, "verdict": "no_clear_difference"}),
    )
    said = "No clear difference from the baseline. Measured by Firstfit, not by the author.</text>"
    assert said in preview_svg(level)


@pytest.mark.parametrize("title", ["short", "word " * 60, "x" * 300, ""])
def test_a_title_of_any_length_stays_within_its_lines(title):
    lines = list(wrap(title, 54, 1072))
    assert 1 <= len(lines) <= TITLE_LINES
    assert all(len(line) < 60 for line in lines)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Machine learning results that people believe", ["Machine learning results", "that people believe"]),
        ("Which flower?", ["Which flower?"]),
    ],
)
def test_no_last_word_of_a_title_stands_alone(title, lines):
    assert wrap_evenly(title, 54, 1072) == lines


def test_a_title_that_is_too_long_loses_no_more_for_being_even():
    title = "word " * 60
    assert wrap_evenly(title, 54, 1072) == list(wrap(title, 54, 1072))
