"""The body of a text as columns of coded strings, through pandas' C parser."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluations.core.dialects import WHITESPACE, Dialect
from evaluations.core.kinds import RawColumn
from evaluations.core.layout import Shape, number_rows
from evaluations.core.read_error import ReadError, ReadLimits

_PLAIN = Dialect(",", '"')
_PIECE_CELLS = 500_000
_MIN_PIECE_ROWS = 500

Part = tuple[NDArray[np.int32], NDArray[np.object_]]  # codes of some rows into their distinct strings


@dataclass(frozen=True)
class Body:
    """Columns without names yet; the lines with more cells than the header, and those with fewer; how many
    rows were blank, and how many repeated the header."""

    columns: tuple[RawColumn, ...]
    n_rows: int
    overfull: tuple[int, ...] = ()
    short: tuple[int, ...] = ()
    blank_rows: int = 0
    header_rows: int = 0


def read_body(
    lines: list[str], dialect: Dialect, first_line: int, width: int, shape: Shape, limits: ReadLimits
) -> Body:
    """Cut the lines into cells. Short rows are filled with missing, long ones are cut and listed."""
    parts = None
    if shape.is_regular and dialect.delimiter != WHITESPACE:
        parts = _parse("\n".join(lines), dialect, width)
    overfull: list[int] = []
    if parts is None or _count_rows(parts) != shape.rows:
        parts = _parse(_rewrite(lines, dialect, first_line, width, overfull), _PLAIN, width)
    if parts is None or _count_rows(parts) != shape.rows:
        raise ReadError(
            "unreadable",
            "The file could not be cut into rows and cells.",
            "Open it in a spreadsheet, check that it looks right, save it as CSV and upload that.",
        )
    columns = [join_parts(parts[position], position, limits) for position in range(width)]
    return Body(tuple(columns), shape.rows, tuple(overfull), shape.short)


def _parse(text: str, dialect: Dialect, width: int) -> list[list[Part]] | None:
    """The parts of every column, or None where the parser sees other rows than we do.

    The text is read in pieces: what is held at once grows with the distinct strings, not with the cells.
    """
    try:
        pieces = pd.read_csv(
            io.StringIO(text),
            sep=dialect.delimiter,
            quotechar=dialect.quote,
            escapechar=dialect.escape or None,
            skipinitialspace=True,
            header=None,
            names=[str(position) for position in range(width)],
            index_col=False,
            dtype=object,  # the strings as they are: no other type keeps 01234 and 1.50
            na_filter=False,
            low_memory=False,
            chunksize=max(_MIN_PIECE_ROWS, _PIECE_CELLS // width),
        )
        coded = [[code_strings(piece[name].to_numpy()) for name in piece.columns] for piece in pieces]
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        return None
    return [list(parts) for parts in zip(*coded, strict=True)]


def _count_rows(parts: list[list[Part]]) -> int:
    return sum(len(codes) for codes, _ in parts[0]) if parts else 0


def code_strings(strings: NDArray[np.object_]) -> Part:
    codes, distinct = pd.factorize(strings)
    return codes.astype(np.int32), distinct


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


def join_parts(parts: list[Part], position: int, limits: ReadLimits) -> RawColumn:
    """Put the parts of a column together: strip the strings, number distinct ones by first appearance."""
    written = np.concatenate([strings for _, strings in parts])
    longest = max(map(len, written), default=0)
    if longest > limits.max_cell_chars:
        raise ReadError(
            "cell_too_long",
            f"A cell in column {position + 1} has {longest:,} characters; at most {limits.max_cell_chars:,}"
            " are read.",
            "Look for a quotation mark that is opened and not closed, or leave that column out.",
        )
    stripped = np.array([text.strip() for text in written], dtype=object)
    recode, levels = pd.factorize(stripped)
    trimmed = any(before != after for before, after in zip(written, stripped, strict=True) if after)
    starts = np.cumsum([0, *(len(strings) for _, strings in parts)])
    codes = [recode[start + codes] for start, (codes, _) in zip(starts, parts, strict=False)]
    return RawColumn("", np.concatenate(codes).astype(np.int32), tuple(levels), trimmed)


def drop_empty_rows(body: Body, header: Sequence[str] | None) -> Body:
    """Without the rows that hold nothing, and without those that say the header again."""
    blank = np.ones(body.n_rows, dtype=bool)
    for column in body.columns:
        blank &= _is_value(column, "")
    repeated = _repeats(body, header) & ~blank
    gone = blank | repeated
    if not gone.any():
        return body
    columns = tuple(_keep(column, ~gone) for column in body.columns)
    dropped, headers = int(blank.sum()), int(repeated.sum())
    left = body.n_rows - dropped - headers
    return replace(body, columns=columns, n_rows=left, blank_rows=dropped, header_rows=headers)


def _repeats(body: Body, header: Sequence[str] | None) -> NDArray[np.bool_]:
    """The rows that are the header once more, as in files that were put together from several."""
    names = [" ".join(name.split()) for name in header or ()]
    same = np.full(body.n_rows, len(set(names)) > 1)
    for column, name in zip(body.columns, names, strict=False):
        if not same.any():
            break
        same &= _is_value(column, name)
    return same


def _is_value(column: RawColumn, value: str) -> NDArray[np.bool_]:
    code = column.levels.index(value) if value in column.levels else -1
    return np.asarray(column.codes == code)


def _keep(column: RawColumn, mask: NDArray[np.bool_]) -> RawColumn:
    """Only some rows; levels that no row has any more go too."""
    codes = column.codes[mask]
    order = pd.unique(codes)
    recode = np.full(max(len(column.levels), 1), -1, dtype=np.int32)
    recode[order] = np.arange(len(order), dtype=np.int32)
    return replace(column, codes=recode[codes], levels=tuple(column.levels[code] for code in order))
