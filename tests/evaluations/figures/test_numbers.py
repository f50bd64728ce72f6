"""Numbers carry the digits that are meant and never read "nan"."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.figures.numbers import (
    count,
    decimals_for,
    is_number,
    numbers,
    percent,
    tell_from_one,
    tidy,
    write,
    write_short,
    write_tick,
)


def test_the_interval_decides_how_many_decimals_a_score_has():
    assert decimals_for(0.832, 0.035, unit_scale=True) == 2
    assert decimals_for(0.9951, 0.004, unit_scale=True) == 3
    assert decimals_for(23_456, 2_200, unit_scale=False) == 0
    assert decimals_for(3.24, 0.31, unit_scale=False) == 1


def test_without_an_interval_three_digits_are_written():
    assert decimals_for(3.24159, None, unit_scale=False) == 2
    assert decimals_for(0.0, None, unit_scale=False) == 2


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.8349, 2, "0.83"),
        (-0.001, 2, "0.00"),
        (-35.2, 1, "−35.2"),
        (23456.7, 0, "23,457"),
        (1.2e15, 0, "1.2×10¹⁵"),
        (-3.2e-6, 2, "0.00"),
        (3.3e-10, 6, "3.3×10⁻¹⁰"),
    ],
)
def test_numbers_are_written_for_people(value, decimals, text):
    assert write(value, decimals) == text


@given(st.floats())
def test_no_number_is_ever_written_as_nan_or_infinity(value):
    for text in (write(value, 3), write_short(value), write_tick(value, 1.0)):
        assert "nan" not in text
        assert "inf" not in text


def test_short_numbers_have_three_digits_and_no_idle_zeros():
    assert [write_short(v) for v in (0.5, 12.345, 8_271, 0)] == ["0.5", "12.3", "8271", "0"]


def test_ticks_are_written_exactly():
    assert [write_tick(v, 0.002) for v in (0.9955, 0.996)] == ["0.9955", "0.996"]


def test_a_score_that_is_not_quite_perfect_is_never_written_as_perfect():
    assert [write(v, 2) for v in (1.0, 0.996, 0.9999, -0.9996)] == ["1.00", "0.996", "0.9999", "−0.9996"]
    assert write(0.99997, 2) == "1.00"  # no more digits than anybody reads


def test_shares_are_nought_or_whole_only_when_exactly_so():
    shares = [percent(n, 1000) for n in (0, 1, 870, 999, 1000)]
    assert shares == ["0\u00a0%", "under 1\u00a0%", "87\u00a0%", "over 99\u00a0%", "100\u00a0%"]
    assert percent(0, 0) == "0\u00a0%"


def test_only_finite_numbers_count_as_numbers():
    assert [is_number(v) for v in (1, 0.5, True, None, "1", math.nan, math.inf)] == [True, True] + [False] * 5
    assert numbers([1, None, math.nan, 2.5, "x"]) == [1.0, 2.5]
    assert numbers(None) == []


def test_table_cells_keep_four_digits_and_no_nan():
    assert [tidy(v) for v in (0.123456, 7, math.nan, None)] == [0.1235, 7, None, None]


def test_nouns_agree_with_their_count():
    assert [count(1, "row"), count(2000, "row")] == ["1 row", "2,000 rows"]


def test_numbers_that_stand_together_get_the_decimals_that_keep_all_of_them_from_reading_as_one():
    assert tell_from_one([0.977, 0.965, 0.997], 2) == 3
    assert tell_from_one([0.9992, 0.9985, 0.99987], 3) == 4
    assert tell_from_one([0.83, 1.0, -9.5], 2) == 2
    assert tell_from_one([0.99999], 2) == 2  # no decimals that anybody reads would tell it


def test_very_large_and_very_small_numbers_are_written_as_powers_of_ten():
    assert [write_short(v) for v in (2.6e11, -1e12, 4.4e-10)] == ["2.6×10¹¹", "−1×10¹²", "4.4×10⁻¹⁰"]
    assert [write_tick(v, 8e-9) for v in (0.0, 2e-9)] == ["0", "2×10⁻⁹"]


def test_four_digits_stand_together_as_in_a_year():
    assert [write_tick(v, 200) for v in (1990, -1990, 19_900)] == ["1990", "−1990", "19,900"]
    assert [write_short(v) for v in (1990, 2010.4, 12_345)] == ["1990", "2010", "12,345"]
