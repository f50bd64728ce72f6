"""Scales are straight, ticks are round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.figures.scale import Scale, round_range, step_for, ticks


def test_a_scale_maps_its_ends_to_the_ends_and_the_middle_to_the_middle():
    scale = Scale(0.5, 1.0, 40, 600)
    assert [scale(v) for v in (0.5, 0.75, 1.0)] == [40, 320, 600]


def test_what_lies_outside_is_held_at_the_nearer_end():
    scale = Scale(0, 1, 0, 100)
    assert [scale(v) for v in (-5, 97)] == [0, 100]


def test_a_number_that_is_none_has_no_place():
    with pytest.raises(ValueError, match="finite"):
        Scale(0, 1, 0, 100)(float("nan"))


def test_steps_and_ticks_are_round():
    assert step_for(0.5, 5) == pytest.approx(0.1)
    assert ticks(0.5, 1.0) == [0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    assert ticks(-60_000, 70_000) == [-50_000, 0, 50_000]


def test_a_range_grows_to_round_ends():
    assert round_range(0.62, 0.97) == (0.6, 1.0)


@given(st.floats(-1e300, 1e300), st.floats(-1e300, 1e300))
def test_a_range_always_holds_its_values_and_is_never_empty(a, b):
    low, high = sorted((a, b))
    start, end = round_range(low, high)
    room = (end - start) * 1e-6
    assert start < end
    assert start - room <= low
    assert high <= end + room
    assert len(ticks(start, end)) < 20
