"""The score line: known geometry, nothing overlaps, nothing leaves the drawing, whatever the numbers."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.figures.scoreline import LAYOUTS, ScoreLine, hero_svgs, score_line_svg
from tests.evaluations.figures.geometry import (
    assert_fit_for_a_page,
    assert_labels_apart,
    find,
    labels,
    parse,
    words,
)

TITANIC = ScoreLine("accuracy", 0, 1, 0.83, 0.79, 0.86, 0.62, 0.81, 0.76, 0.86, 0.97)
SIZES = sorted(LAYOUTS)

unit = st.one_of(st.none(), st.floats(0, 1), st.just(float("nan")))
large = st.one_of(st.none(), st.floats(-1e15, 1e15), st.just(math.inf))
names = st.text(max_size=80)


def test_the_hero_draws_every_mark_at_its_place_on_a_scale_from_a_half_to_one():
    svg = score_line_svg(TITANIC, "hero")
    dot = find(svg, "circle", "ff-measured")[0]
    start, end = 40, 600
    assert float(dot.get("cx")) == pytest.approx(start + (0.83 - 0.5) / 0.5 * (end - start), abs=0.01)
    tick = find(svg, "line", "ff-baseline")[0]
    assert float(tick.get("x1")) == pytest.approx(start + (0.62 - 0.5) / 0.5 * (end - start), abs=0.01)
    bar = find(svg, "line", "ff-measured")[0]
    assert float(bar.get("x1")) == pytest.approx(start + (0.79 - 0.5) / 0.5 * (end - start), abs=0.01)
    assert float(bar.get("x2")) == pytest.approx(start + (0.86 - 0.5) / 0.5 * (end - start), abs=0.01)
    diamond = find(svg, "path", "ff-lockbox")[0]
    assert diamond.get("fill") == "none"
    assert float(diamond.get("d")[1:].split()[0]) == pytest.approx(40 + 0.62 * 560, abs=0.01)


def test_the_hero_labels_every_mark_directly():
    assert set(words(score_line_svg(TITANIC, "hero"))) == {
        "accuracy", "higher is better →", "0.5", "1", "measured 0.79 to 0.86", "0.83", "script said", "0.97",
        "baseline", "0.62", "lockbox", "0.81",
    }  # fmt: skip


def test_the_title_and_description_say_in_words_what_is_drawn():
    root = parse(score_line_svg(TITANIC, "card"))
    assert root[0].text == "accuracy 0.83, baseline 0.62"
    assert root[1].text == (
        "measured 0.83 (0.79 to 0.86); baseline 0.62; lockbox 0.81 (0.76 to 0.86); the script said 0.97; "
        "drawn from 0.5 to 1, higher is better."
    )


def test_an_error_is_drawn_from_zero_with_its_direction_said_and_its_arrow_to_the_left():
    svg = score_line_svg(
        ScoreLine("RMSE", 0, math.inf, 28_900, 25_200, 32_600, 79_320, higher_is_better=False)
    )
    assert "← lower is better" in words(svg)
    assert {"0", "28,900", "79,320"} <= set(words(svg))
    arrow = [float(part.split()[0]) for part in find(svg, "path", "ff-axis")[0].get("d")[1:-1].split("L")]
    assert arrow[0] < min(arrow[1:])


def test_a_score_below_its_baseline_keeps_both_in_sight():
    svg = score_line_svg(ScoreLine("ROC AUC", 0, 1, 0.41, 0.31, 0.52, 0.5))
    dot, tick = find(svg, "circle", "ff-measured")[0], find(svg, "line", "ff-baseline")[0]
    assert 40 < float(dot.get("cx")) < float(tick.get("x1")) < 600
    assert "0.2" in words(svg)


def test_a_claim_far_out_of_range_is_held_at_the_end_and_written_as_it_was_made():
    svg = score_line_svg(ScoreLine("accuracy", 0, 1, 0.83, 0.8, 0.86, 0.6, said=97.0))
    assert "97" in words(svg)
    assert float(find(svg, "path", "ff-said")[0].get("d")[1:].split()[0]) == 600


def test_the_arrow_of_equal_values_does_not_hide_any_of_them():
    same = ScoreLine("accuracy", 0, 1, 0.83, 0.79, 0.86, 0.83, 0.83, 0.8, 0.86, 0.83, guess=0.83)
    svg = score_line_svg(same, "hero")
    assert sum(word == "0.83" for word in words(svg)) == 5
    diamond = find(svg, "path", "ff-lockbox")[0].get("d")[1:-1].split("L")
    top = min(float(corner.split()[1]) for corner in diamond)
    dot = find(svg, "circle", "ff-measured")[0]
    assert top > float(dot.get("cy"))
    assert_labels_apart(svg)


def test_without_an_interval_or_a_score_the_rest_is_still_drawn():
    no_interval = score_line_svg(ScoreLine("accuracy", 0, 1, 0.8, None, None, 0.6))
    assert not find(no_interval, "line", "ff-measured")
    unmeasured = score_line_svg(ScoreLine("accuracy", 0, 1, None, None, None, 0.6))
    assert not find(unmeasured, "circle")
    assert "accuracy: not measured" in unmeasured


def test_the_hero_comes_with_its_twin_for_phones_right_after_it():
    wide, narrow = hero_svgs(TITANIC).split("</svg>")[:2]
    assert 'class="ff-figure ff-wide"' in wide
    assert 'class="ff-figure ff-narrow"' in narrow


def test_hostile_names_are_escaped_cut_and_kept_whole_only_as_far_as_sane():
    evil = "<script>alert(1)</script>\x00\u202e" + "a" * 10_000
    svg = score_line_svg(ScoreLine(evil, 0, 1, 0.8, 0.7, 0.9, 0.5, baseline_label=evil), "hero")
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert len(svg) < 8_000
    assert_fit_for_a_page(svg)


@pytest.mark.parametrize("size", SIZES)
@given(score=unit, low=unit, high=unit, baseline=unit, lockbox=unit, said=unit, guess=unit, name=names)
def test_labels_never_touch_and_never_leave_for_scores_between_zero_and_one(
    size, score, low, high, baseline, lockbox, said, guess, name
):
    line = ScoreLine(
        name, 0, 1, score, low, high, baseline, lockbox, low, high, said, guess=guess, baseline_label=name
    )
    svg = score_line_svg(line, size)
    assert_fit_for_a_page(svg)
    assert_labels_apart(svg)


@pytest.mark.parametrize("size", SIZES)
@given(
    values=st.lists(large, min_size=8, max_size=8), higher=st.booleans(), limit=st.sampled_from([1, math.inf])
)
def test_labels_never_touch_and_never_leave_for_scores_of_any_size(size, values, higher, limit):
    score, low, high, baseline, lockbox, lockbox_low, said, guess = values
    line = ScoreLine(
        "RMSE", -math.inf, limit, score, low, high, baseline, lockbox, lockbox_low, high, said, higher, guess
    )
    svg = score_line_svg(line, size)
    assert_fit_for_a_page(svg)
    assert_labels_apart(svg)


@given(values=st.lists(st.floats(0, 1), min_size=2, max_size=2, unique=True))
def test_marks_stand_in_the_order_of_their_values(values):
    low, high = sorted(values)
    svg = score_line_svg(ScoreLine("accuracy", 0, 1, high, None, None, low, said=low), "card")
    places = [find(svg, "line", "ff-baseline")[0].get("x1"), find(svg, "circle", "ff-measured")[0].get("cx")]
    assert all(a <= b for a, b in pairwise(map(float, places)))


def test_a_badge_says_value_and_metric_and_is_small():
    svg = score_line_svg(TITANIC, "badge")
    assert words(svg) == ["0.83", "accuracy"]
    assert [box.tone for box in labels(svg)] == ["ff-measured", "ff-muted"]
    assert len(svg) < 2_000


def test_a_score_and_the_ends_of_its_interval_have_as_many_decimals():
    line = ScoreLine("accuracy", 0, 1, 0.981, 0.965, 0.9968, 0.51, lockbox=0.99)
    assert [line.write(v) for v in (0.981, 0.965, 0.9968, 0.51)] == ["0.981", "0.965", "0.997", "0.510"]
