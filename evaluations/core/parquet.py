"""Parquet files, where the operator has installed the optional reader."""

from __future__ import annotations

import importlib
import io
from typing import Any

import numpy as np

from evaluations.core.cells import Body, code_strings, join_parts
from evaluations.core.delimited import Cut
from evaluations.core.grid import refuse_length, refuse_width
from evaluations.core.read_error import ReadError, ReadLimits
from evaluations.core.reading_record import Reading

_AS_CSV = "Load it in Python, write it with `frame.to_csv('data.csv', index=False)`, and upload that."


def cut_parquet(data: bytes, limits: ReadLimits) -> Cut:
    """The cells of a Parquet file. Raise ``ReadError`` where it is damaged, or cannot be read here."""
    polars = _load_reader()
    try:
        frame = _read_frame(polars, data, limits)
        columns = tuple(
            join_parts([code_strings(_as_strings(polars, frame[name], limits))], at, limits)
            for at, name in enumerate(frame.columns)
        )
    except ReadError:
        raise
    except BaseException as error:  # a panic of the library is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise ReadError("bad_parquet", "The Parquet file cannot be read.", _AS_CSV) from error
    reading = Reading("", "", "", "", 0, tuple(frame.columns), 1, format="parquet")
    kinds = tuple(_kind_of(frame[name].dtype) for name in frame.columns)
    return Cut(reading, Body(columns, frame.height), kinds=kinds)


def _load_reader() -> Any:
    try:
        return importlib.import_module("polars")
    except ImportError as error:
        message = "This is a Parquet file, and this site is not set up to read those."
        raise ReadError("no_parquet", message, _AS_CSV) from error


def _read_frame(polars: Any, data: bytes, limits: ReadLimits) -> Any:
    """No more rows than may be: a file of a kilobyte can claim to have a billion."""
    names = list(polars.read_parquet_schema(io.BytesIO(data)))
    if len(names) > limits.max_columns:
        raise refuse_width(len(names), limits)
    frame = polars.scan_parquet(io.BytesIO(data)).head(limits.max_rows + 1).collect()
    if frame.height > limits.max_rows:
        raise refuse_length(frame.height, limits)
    return frame


def _as_strings(polars: Any, series: Any, limits: ReadLimits) -> Any:
    """Every value as text, missing as nothing."""
    if series.dtype.is_nested() or series.dtype == polars.Binary:
        message = f"The column “{series.name[:80]}” holds lists, structures or bytes."
        raise ReadError("not_a_table", message, "Leave that column out, or spread it into columns of values.")
    text = series if series.dtype == polars.String else series.cast(polars.String)
    longest = text.str.len_chars().max() or 0
    if longest > limits.max_cell_chars:
        message = f"A cell of “{series.name[:80]}” has {longest:,} characters."
        raise ReadError("cell_too_long", message, f"At most {limits.max_cell_chars:,} are read.")
    strings = np.empty(len(text), dtype=object)
    strings[:] = text.fill_null("").to_list()
    return strings


def _kind_of(dtype: Any) -> str:
    if dtype.is_numeric():
        return "number"
    if dtype.is_temporal():
        return "date"
    return {"Boolean": "boolean", "String": "string"}.get(str(dtype), "category")
