"""What a profile says of each kind of column, as plain JSON."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from evaluations.core.profiling import profile_column, profile_table
from tests.evaluations.core.makers import make_codes, make_number, make_table


def test_a_number_column_gets_its_distribution():
    profile = profile_column(make_number("x", [1.0, 2.0, 2.0, 5.0, np.nan]))
    assert (profile["kind"], profile["missing"], profile["distinct"]) == ("number", 1, 3)
    assert (profile["min"], profile["max"], profile["median"]) == (1.0, 5.0, 2.0)
    assert profile["mean"] == pytest.approx(2.5)
    assert profile["std"] == pytest.approx(
        np.sqrt(3.0)
    )  # deviations -1.5, -.5, -.5, 2.5: squares sum to 9, / 3
    assert profile["integer"]
    assert profile["values"] == [
        {"value": "2", "count": 2},
        {"value": "1", "count": 1},
        {"value": "5", "count": 1},
    ]
    assert profile["values_complete"]


def test_a_histogram_counts_every_value_once():
    profile = profile_column(make_number("x", np.linspace(0, 1, 101) ** 2))
    histogram = profile["histogram"]
    assert sum(histogram["counts"]) == 101
    assert len(histogram["edges"]) == len(histogram["counts"]) + 1
    assert histogram["edges"][0] == 0.0
    assert histogram["edges"][-1] == 1.0


def test_whole_numbers_of_a_small_range_get_one_bin_each():
    histogram = profile_column(make_number("beds", [1, 2, 2, 4]))["histogram"]
    assert histogram == {"edges": [0.5, 1.5, 2.5, 3.5, 4.5], "counts": [1, 2, 0, 1]}


def test_whole_numbers_are_written_without_a_point_and_others_with_all_digits():
    profile = profile_column(make_number("x", [1.0, 0.1, 1e20]))
    assert profile["examples"] == ["1", "0.1", "1e+20"]


def test_a_category_lists_its_values_commonest_first_and_examples_in_file_order():
    profile = profile_column(make_codes("colour", ["red", "blue", None, "blue"]))
    assert profile["values"] == [{"value": "blue", "count": 2}, {"value": "red", "count": 1}]
    assert profile["examples"] == ["red", "blue"]
    assert (profile["missing"], profile["integer"]) == (1, False)
    assert "histogram" not in profile


def test_above_a_hundred_values_only_the_ten_commonest_are_listed():
    profile = profile_column(make_codes("town", [f"town {k}" for k in range(101)] + ["town 7"]))
    assert profile["distinct"] == 101
    assert not profile["values_complete"]
    assert len(profile["values"]) == 10
    assert profile["values"][0] == {"value": "town 7", "count": 2}


def test_class_labels_stay_whole_and_free_text_is_cut():
    label = "x" * 500
    assert profile_column(make_codes("y", [label, "b"]))["values"][0]["value"] == label
    assert len(profile_column(make_codes("y", [label, "b"], "text"))["values"][0]["value"]) == 200


def test_the_preview_shows_the_first_eight_rows_as_strings():
    table = make_table(make_number("x", [*range(9), np.nan]), make_codes("c", [None, *"abcdefghi"]))
    preview = profile_table(table)["preview"]
    assert preview["header"] == ["x", "c"]
    assert len(preview["rows"]) == 8
    assert preview["rows"][:2] == [["0", None], ["1", "a"]]


def test_an_empty_column_has_no_distribution():
    profile = profile_column(make_number("x", [np.nan, np.nan]))
    assert (profile["distinct"], profile["mean"], profile["histogram"]) == (0, None, None)
    assert profile["looks_like"] == "constant"
    assert not profile["integer"]


@settings(max_examples=150, deadline=None)
@given(hnp.arrays(np.float64, st.integers(2, 30), elements=st.floats(allow_infinity=False)))
def test_any_numbers_give_json_without_nan(values):
    profile = profile_table(make_table(make_number("x", values), make_number("z", values)))
    json.dumps(profile, allow_nan=False)
    column = profile["columns"][0]
    assert column["missing"] + sum(entry["count"] for entry in column["values"]) == len(values)
    if column["histogram"]:
        assert sum(column["histogram"]["counts"]) == len(values) - column["missing"]
