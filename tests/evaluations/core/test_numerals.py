import time

import numpy as np
import pytest

from evaluations.core.numerals import (
    NumberFormat,
    convert,
    has_point_groups,
    is_code,
    read_numbers,
    recognise_format,
)


@pytest.mark.parametrize(
    ("levels", "values"),
    [
        (["1", "-2", "+3"], [1, -2, 3]),
        (["1.5", ".5", "2."], [1.5, 0.5, 2.0]),
        (["1e3", "2.5E-1"], [1000, 0.25]),
        (["−5", "3"], [-5, 3]),
        (["1,5", "0,25"], [1.5, 0.25]),
        (["1.234,5", "12"], [1234.5, 12]),
        (["1,234.5", "12"], [1234.5, 12]),
        (["1,234", "2,500,000"], [1234, 2500000]),
        (["0,123", "1,234"], [0.123, 1.234]),
        (["1 234", "12"], [1234, 12]),
        (["1\u202f234,5", "2\u00a0000"], [1234.5, 2000]),
        (["1'234.50", "5"], [1234.5, 5]),
        (["$5", "$1,200.50"], [5, 1200.5]),
        (["5 €", "1.200,50 €"], [5, 1200.5]),
        (["-$5", "$3"], [-5, 3]),
        (["USD 5", "USD 7.5"], [5, 7.5]),
        (["5%", "12.5 %"], [5, 12.5]),
        (["5%", "0"], [5, 0]),
        (["$4.99", "0", "7"], [4.99, 0, 7]),
        (["R$ 1.234,50", "R$ 5"], [1234.5, 5]),
        (["Rs. 1,000", "Rs. 500"], [1000, 500]),
        (["12,34,567", "1,00,000", "99,999"], [1234567, 100000, 99999]),
        (["(1,234.50)", "2,345.00", "(12)"], [-1234.5, 2345, -12]),
        (["($5)", "$7"], [-5, 7]),
        (["1,5E+03", "2,25E-02"], [1500, 0.0225]),
        (["10,000+", "500+", "0"], [10000, 500, 0]),
        (["€110.5M", "€325K", "€0"], [110500000, 325000, 0]),
        (["1,2M €", "20K €"], [1200000, 20000]),
        (["109.23K", "1.2M"], [109230, 1200000]),
    ],
)
def test_numbers_read_as_people_write_them(levels, values):
    numbers = read_numbers(levels)
    assert numbers is not None
    assert numbers.values.tolist() == values


@pytest.mark.parametrize(
    "levels",
    [
        ["1", "x"],
        ["$5", "€6"],
        ["5%", "0.05"],
        ["1,23,4", "5"],
        ["1", "2", "5+"],
        ["(1)", "(2)"],
        ["2B", "3B"],
        ["10K", "21K"],
        ["€1.1M+", "€2M+"],
        ["1.5E3", "1,5"],
        ["1.2.3", "5"],
        ["12:30", "1"],
        ["1_000", "2"],
        ["٣", "٤"],
        ["", "1"],
        ["1" * 50 + "x", "2"],
        ["-", "1"],
        ["555-1234", "5"],
    ],
)
def test_what_is_no_number_is_not_made_one(levels):
    assert read_numbers(levels) is None


def test_the_other_columns_settle_what_can_be_read_in_two_ways():
    assert read_numbers(["1,234", "5,678"], ".").values.tolist() == [1234.0, 5678.0]
    assert read_numbers(["1,234", "5,678"], ",").values.tolist() == [1.234, 5.678]
    assert read_numbers(["1.234", "5.678"], ",").values.tolist() == [1234.0, 5678.0]
    assert recognise_format(["1,234", "5,678"], ".").ambiguous
    assert not recognise_format(["1,234", "5,6"], ".").ambiguous


def test_whole_numbers_are_known_by_how_they_are_written():
    assert read_numbers(["1", "2"]).whole
    assert not read_numbers(["1.0", "2"]).whole
    assert read_numbers(["1,234", "5"]).whole


def test_what_is_written_short_or_in_brackets_is_said():
    assert (read_numbers(["1.5K", "2M"]).scaled, read_numbers(["1.5e3", "2"]).scaled) == (True, False)
    assert (read_numbers(["(5)", "7"]).bracketed, read_numbers(["-5", "7"]).bracketed) == (True, False)


def test_points_group_where_they_cannot_be_decimal():
    assert has_point_groups(["950", "12.500", "1.234", "0"])
    for decimals in (
        ["950.000", "12.500"],
        ["950", "12.525"],
        ["1000", "12.500"],
        ["0", "12.500"],
        ["1.5", "2"],
    ):
        assert not has_point_groups(decimals)


def test_codes_have_leading_zeros_or_too_many_digits():
    assert is_code(["01234", "90210"])
    assert is_code(["12345678901234567890", "1"])
    assert not is_code(["1234", "90210", "0"])
    assert not is_code(["0.5", "01.5"])


def test_a_single_odd_zero_among_very_many_numbers_makes_no_code():
    assert not is_code([*map(str, range(1, 1000)), "007"])


def test_converting_gives_nan_for_what_does_not_fit():
    numbers = convert(["1,5", "x", "2"], NumberFormat(decimal=","))
    np.testing.assert_array_equal(numbers.values, [1.5, np.nan, 2.0])
    assert not numbers.whole


def test_hostile_cells_cost_no_more_than_their_length():
    hostile = ["(" + "1" * 99_000, "5" + " " * 99_000 + "x", "1" * 99_000 + "K"]
    started = time.perf_counter()
    numbers = convert([*hostile, "(5)", "2K"], NumberFormat("."))
    assert time.perf_counter() - started < 1
    assert numbers.values[3:].tolist() == [-5, 2000]
    assert np.isnan(numbers.values[:3]).all()
