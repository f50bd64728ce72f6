"""The real sets read as their description says, without being told how."""

import pytest

from evaluations.core.profiling import profile_table
from tests.evaluations.core.shared_sets import SETS, each_shared_set, read_shared


@each_shared_set
def test_shape_missing_and_dialect_are_as_described(described):
    result = read_shared(described["file"])
    assert (result.table.n_rows, len(result.table.columns)) == (described["rows"], described["cols"])
    assert sum(int(column.missing.sum()) for column in result.table) == described["missing"]
    assert result.reading.delimiter == described["read"]["sep"]
    assert result.reading.decimal == described["read"]["decimal"]


@each_shared_set
def test_the_kind_of_the_target_fits_the_task(described):
    target = read_shared(described["file"]).table[described["target"]]
    if described["task"] == "regression":
        assert target.kind == "number"
    else:
        assert target.kind in {"category", "boolean", "number"}


@each_shared_set
def test_the_target_is_suggested(described):
    table = read_shared(described["file"]).table
    assert profile_table(table)["suggested_target"] == described["target"]


@pytest.mark.skipif(not SETS, reason="the real data sets in ../shared/data are not here")
def test_numbers_are_numbers_in_a_file_with_decimal_commas():
    table = read_shared("sacramento_de.csv").table
    numbers = [column.name for column in table if column.is_number]
    assert numbers == ["beds", "baths", "sqft", "price", "latitude", "longitude"]
