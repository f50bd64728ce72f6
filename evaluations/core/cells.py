"""The body of a text as columns of coded strings, through pandas' C parser."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluations.core.dialects import WHITESPACE, Dialect
from evaluations.core.kinds import RawColumn
from evaluations.core.layout import Shape, number_rows
from evaluations.core.read_error import ReadError, ReadLimits

_PLAIN = Dialect(",", '"')


@dataclass(frozen=True)
class Body:
    """Columns without names yet, the lines with more cells than the header, and how many rows were blank."""

    columns: tuple[RawColumn, ...]
    n_rows: int
    overfull: tuple[int, ...]
    blank_rows: int


def read_body(
    lines: list[str], dialect: Dialect, first_line: int, width: int, shape: Shape, limits: ReadLimits
) -> Body:
    """Cut the lines into cells. Short rows are filled with missing, long ones are cut and listed."""
    frame = None
    if shape.is_regular and dialect.delimiter != WHITESPACE:
        frame = _parse("\n".join(lines), dialect, width)
    overfull: list[int] = []
    if frame is None or len(frame) != shape.rows:
        frame = _parse(_rewrite(lines, dialect, first_line, width, overfull), _PLAIN, width)
    if frame is None or len(frame) != shape.rows:
        raise ReadError(
            "unreadable",
            "The file could not be cut into rows and cells.",
            "Open it in a spreadsheet, check that it looks right, save it as CSV and upload that.",
        )
    columns = [_code(frame.pop(str(position)), position, limits) for position in range(width)]
    return _drop_blank_rows(columns, shape.rows, tuple(overfull))


def _parse(text: str, dialect: Dialect, width: int) -> pd.DataFrame | None:
    """None where the parser sees other rows than we do; the caller then hands it a text without doubts."""
    try:
        return pd.read_csv(
            io.StringIO(text),
            sep=dialect.delimiter,
            quotechar=dialect.quote,
            escapechar=dialect.escape or None,
            skipinitialspace=True,
            header=None,
            names=[str(position) for position in range(width)],
            index_col=False,
            dtype="category",  # codes straight from C: memory grows with the distinct strings only
            na_filter=False,
            low_memory=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        return None


def _rewrite(lines: list[str], dialect: Dialect, first_line: int, width: int, overfull: list[int]) -> str:
    """The same rows, each with exactly ``width`` cells, in the plainest dialect."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=",", quotechar='"', lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows(_fitted_rows(lines, dialect, first_line, width, overfull))
    return buffer.getvalue()


def _fitted_rows(
    lines: list[str], dialect: Dialect, first_line: int, width: int, overfull: list[int]
) -> Iterator[list[str]]:
    for line, row in number_rows(lines, dialect, first_line):
        if any(cell.strip() for cell in row[width:]):
            overfull.append(line)
        yield row[:width] + [""] * (width - len(row))


def _code(series: pd.Series, position: int, limits: ReadLimits) -> RawColumn:
    """Strip the strings, put equal ones together, number them in order of first appearance."""
    categories = [str(category) for category in series.cat.categories]
    longest = max(map(len, categories), default=0)
    if longest > limits.max_cell_chars:
        raise ReadError(
            "cell_too_long",
            f"A cell in column {position + 1} has {longest:,} characters; at most {limits.max_cell_chars:,}"
            " are read.",
            "Look for a quotation mark that is opened and not closed, or leave that column out.",
        )
    stripped = [category.strip() for category in categories]
    merged, uniques = pd.factorize(np.array(stripped, dtype=object))
    codes = merged[series.cat.codes.to_numpy()]
    order = pd.unique(codes)
    recode = np.empty(len(uniques), dtype=np.int32)
    recode[order] = np.arange(len(order), dtype=np.int32)
    levels = tuple(str(uniques[code]) for code in order)
    trimmed = any(before != after for before, after in zip(categories, stripped, strict=True) if after)
    return RawColumn("", recode[codes], levels, trimmed)


def _drop_blank_rows(columns: list[RawColumn], n_rows: int, overfull: tuple[int, ...]) -> Body:
    blank = np.ones(n_rows, dtype=bool)
    for column in columns:
        blank &= _is_blank(column)
    dropped = int(blank.sum())
    if dropped:
        columns = [_keep(column, ~blank) for column in columns]
    return Body(tuple(columns), n_rows - dropped, overfull, dropped)


def _is_blank(column: RawColumn) -> NDArray[np.bool_]:
    code = column.levels.index("") if "" in column.levels else -1
    return np.asarray(column.codes == code)


def _keep(column: RawColumn, mask: NDArray[np.bool_]) -> RawColumn:
    """Only some rows; levels that no row has any more go too."""
    codes = column.codes[mask]
    order = pd.unique(codes)
    recode = np.full(max(len(column.levels), 1), -1, dtype=np.int32)
    recode[order] = np.arange(len(order), dtype=np.int32)
    return replace(column, codes=recode[codes], levels=tuple(column.levels[code] for code in order))
