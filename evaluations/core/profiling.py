"""What there is to say about every column before anything is fitted: plain JSON, no NaN, no infinity."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from evaluations.core.column_looks import describe_look
from evaluations.core.table import Column, Table
from evaluations.core.target_suggestion import suggest_target

_MAX_VALUES = 100
_TOP_VALUES = 10
_EXAMPLES = 5
_PREVIEW_ROWS = 8
_SHOWN_CHARS = 200
_MAX_BINS = 30
_EXACT_WHOLE = 1e15  # whole numbers are written without an exponent up to here


def profile_table(table: Table) -> dict[str, Any]:
    """Describe a table.

    Returns
    -------
    dict : ``rows``, ``columns`` (see ``profile_column``), ``suggested_target`` (a name or None), ``preview``
        (``header`` and the first eight ``rows`` as strings, None for missing)
    """
    columns = [profile_column(column) for column in table]
    return {
        "rows": table.n_rows,
        "columns": columns,
        "suggested_target": suggest_target(columns, table.n_rows),
        "preview": _preview(table),
    }


def profile_column(column: Column) -> dict[str, Any]:
    """Counts, values and, for numbers, their distribution.

    ``values`` holds every distinct value with its count where there are at most a hundred, else the ten
    commonest (``values_complete`` says which). ``integer`` is True when every number is whole, however
    it was written. ``looks_like`` is ``id``, ``constant``, ``free_text``, ``date`` or None.
    """
    present = column.values[~column.missing]
    distinct, counts = np.unique(present, return_counts=True)
    complete = len(distinct) <= _MAX_VALUES
    profile: dict[str, Any] = {
        "name": column.name,
        "kind": column.kind,
        "missing": int(column.missing.sum()),
        "distinct": len(distinct),
        "examples": _examples(column, present),
        "values": _count_values(column, distinct, counts, _MAX_VALUES if complete else _TOP_VALUES),
        "values_complete": complete,
        "integer": column.is_number and len(present) > 0 and bool((present == np.floor(present)).all()),
        "looks_like": describe_look(column),
    }
    return profile | (_describe_numbers(present) if column.is_number else {})


def write_value(column: Column, value: float) -> str:
    """A value as the profile writes it: its string, or the number, whole ones without ``.0``."""
    if not column.is_number:
        return column.levels[int(value)]
    if value == math.floor(value) and abs(value) < _EXACT_WHOLE:
        return str(int(value))
    return repr(float(value))


def _examples(column: Column, present: np.ndarray) -> list[str]:
    """The first distinct values of the file."""
    _, first = np.unique(present, return_index=True)
    return [_cut(write_value(column, present[position])) for position in np.sort(first)[:_EXAMPLES]]


def _count_values(
    column: Column, distinct: np.ndarray, counts: np.ndarray, most: int
) -> list[dict[str, Any]]:
    """Commonest first; values of free text are cut, the others may be class labels and stay whole."""
    order = np.argsort(-counts, kind="stable")[:most]
    shorten = _cut if column.kind == "text" else str
    return [
        {"value": shorten(write_value(column, distinct[position])), "count": int(counts[position])}
        for position in order
    ]


def _describe_numbers(present: np.ndarray) -> dict[str, Any]:
    if len(present) == 0:
        return {"min": None, "max": None, "mean": None, "median": None, "std": None, "histogram": None}
    with np.errstate(all="ignore"):  # values near the end of float64 overflow to infinity, said as None
        return {
            "min": float(present.min()),
            "max": float(present.max()),
            "mean": _finite(present.mean()),
            "median": _finite(np.median(present)),
            "std": _finite(present.std(ddof=1)) if len(present) > 1 else None,
            "histogram": _histogram(present),
        }


def _histogram(present: np.ndarray) -> dict[str, list[float]]:
    """Equal bins; whole numbers of a small range get one bin a value."""
    low, high = float(present.min()), float(present.max())
    bins = int(np.clip(np.sqrt(len(present)), 5, _MAX_BINS))
    span = high - low
    whole = bool((present == np.floor(present)).all()) and max(abs(low), abs(high)) < _EXACT_WHOLE
    if whole and span <= _MAX_BINS:
        edges = np.arange(low - 0.5, high + 1.0)
    else:
        edges = np.linspace(low, high, bins + 1)
    if not np.isfinite(span) or bool((np.diff(edges) <= 0).any()):
        edges = np.array([low, high])  # too wide or too narrow to be cut in float64
    counts, _ = np.histogram(present, bins=edges)
    return {"edges": [float(edge) for edge in edges], "counts": [int(count) for count in counts]}


def _finite(value: Any) -> float | None:
    number = float(value)
    return number if math.isfinite(number) else None


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"


def _preview(table: Table) -> dict[str, Any]:
    shown = range(min(_PREVIEW_ROWS, table.n_rows))
    columns = [_preview_column(column, shown) for column in table]
    return {"header": list(table.names), "rows": [list(row) for row in zip(*columns, strict=True)]}


def _preview_column(column: Column, rows: range) -> list[str | None]:
    missing = column.missing
    return [None if missing[row] else _cut(write_value(column, column.values[row])) for row in rows]
