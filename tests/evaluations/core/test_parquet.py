"""Parquet is an extra: without its reader the file is named, with it the table reads."""

import importlib.util
import io
from datetime import date

import pytest

from evaluations.core.reading import ReadError, ReadLimits, read_table
from tests.evaluations.core.readings import as_dict, kinds, read_twice

HAS_READER = importlib.util.find_spec("polars") is not None
needs_reader = pytest.mark.skipif(not HAS_READER, reason="the extra `parquet` is not installed")


def parquet_of(columns):
    polars = pytest.importorskip("polars")
    buffer = io.BytesIO()
    polars.DataFrame(columns).write_parquet(buffer)
    return buffer.getvalue()


def refuse(data, **options):
    with pytest.raises(ReadError) as caught:
        read_table(data, filename="data.parquet", **options)
    return caught.value


@pytest.mark.skipif(HAS_READER, reason="the extra `parquet` is installed")
def test_without_the_reader_the_refusal_says_what_to_do():
    error = refuse(b"PAR1" + bytes(40) + b"PAR1")
    assert error.code == "no_parquet"
    assert "not set up to read" in error.message
    assert "to_csv" in error.hint


@needs_reader
def test_the_types_of_the_file_are_kept():
    data = parquet_of(
        {
            "n": [1, 2, None],
            "x": [0.5, None, 2.25],
            "code": ["1", "2", "3"],
            "ok": [True, False, None],
            "day": [date(2024, 3, 1), None, date(2024, 3, 2)],
        }
    )
    result = read_twice(data)
    assert kinds(result) == {"n": "number", "x": "number", "code": "category", "ok": "boolean", "day": "date"}
    assert as_dict(result)["day"] == ["2024-03-01", None, "2024-03-02"]
    assert as_dict(result)["x"] == [0.5, None, 2.25]


@needs_reader
def test_limits_damage_and_nested_columns_are_refused():
    data = parquet_of({"a": list(range(100)), "b": ["x"] * 100})
    assert refuse(data, limits=ReadLimits(max_rows=50)).code == "too_many_rows"
    assert refuse(data, limits=ReadLimits(max_columns=1)).code == "too_many_columns"
    assert refuse(b"PAR1" + bytes(40) + b"PAR1").code == "bad_parquet"
    assert refuse(parquet_of({"a": [[1], [2]], "b": [1, 2]})).code == "not_a_table"
