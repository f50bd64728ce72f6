"""Where the table begins in a text, how wide it is, and which lines do not fit."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from evaluations.core.dialects import WHITESPACE, Dialect
from evaluations.core.kinds import MISSING_WORDS
from evaluations.core.read_error import ReadError
from evaluations.core.units_line import skip_units

_SENTINEL = "\x01end"
HEAD_ROWS = 200
_MAX_PREFACE = 50
_MAX_TITLES = 10
_NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)*|[.,][0-9]+)([eE][+-]?[0-9]+)?%?$")
_YEAR = re.compile(r"(19|20)[0-9]{2}$")
_HEADERLESS_SHARE = 0.9
_MIN_REPEATING = 20

NumberedRow = tuple[int, int, list[str]]  # first line, last line, cells
_DELIMITER_HINT = "Separate the cells with commas, semicolons, tabs or |; one row a line, names first."


@dataclass(frozen=True)
class Layout:
    """Line numbers are 1-based. ``header`` is None for a file that begins with its data."""

    header: tuple[str, ...] | None
    header_line: int
    body_line: int
    width: int


@dataclass(frozen=True)
class Shape:
    """What one pass over the lines found: rows that are not blank, and the lines of those that do not fit."""

    rows: int
    short: tuple[int, ...]
    long: tuple[int, ...]

    @property
    def is_regular(self) -> bool:
        return not self.short and not self.long


def refuse_one_column() -> ReadError:
    message = "The file has one column only, so there is nothing to learn the target from."
    return ReadError("one_column", message, _DELIMITER_HINT)


def find_layout(lines: list[str], dialect: Dialect, header_line: int | None = None) -> Layout:
    """Skip what stands above the header (titles, comments), and tell a header from a first row of data.

    ``header_line`` says where the names are: a line of these, 0 for nowhere, None to find it.
    """
    above = header_line or 0
    if above > len(lines):
        raise refuse_header_line(above, len(lines))
    start = max(above - 1, 0)
    numbered = _numbered_rows(lines[start : start + HEAD_ROWS], dialect)
    rows = [(start + line, start + end, row) for line, end, row in numbered]
    layout = lay_out(rows, None, header_line)
    if layout.header is None:
        return layout
    return replace(layout, body_line=skip_units(rows, layout.body_line, layout.width))


def refuse_header_line(wanted: int, lines: int) -> ReadError:
    message = f"There are no names on line {wanted:,}."
    hint = f"The file has {lines:,} lines. Say 0 when it has no line with names."
    return ReadError("bad_reading", message, hint, wanted, about="header_line")


def lay_out(rows: list[NumberedRow], width: int | None, header_line: int | None = None) -> Layout:
    """The layout of a table that begins with these rows (first line, last line, cells).

    ``width`` is that of the table where it is known; ``header_line`` as in ``find_layout``.
    """
    filled = [(line, end, row) for line, end, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise ReadError(
            "empty_file", "The file has no values in it.", "Upload a file with a header and rows."
        )
    width = width or _usual_width([row for _, _, row in filled])
    if width < 2:
        raise refuse_one_column()
    return (
        _lay_out_as_told(filled, width, header_line) if header_line is not None else _lay_out(filled, width)
    )


def _lay_out_as_told(rows: list[NumberedRow], width: int, header_line: int) -> Layout:
    if header_line == 0:
        return Layout(None, 0, rows[_find_header(rows, width)][0], width)
    line, end, row = rows[0]
    if line != header_line:
        raise refuse_header_line(header_line, rows[-1][1])
    cells = _trim_row(row, width)
    header = _name_every_column(cells, [other for _, _, other in rows[1:]], max(width, len(cells)))
    return Layout(header, line, end + 1, len(header))


def _lay_out(rows: list[NumberedRow], width: int) -> Layout:
    start = _find_header(rows, width)
    line, end, row = rows[start]
    sample = [other for _, _, other in rows[start + 1 :]]
    cells = _trim_row(row, width)
    width = max(width, len(cells))
    if _is_data(cells, sample):
        return Layout(None, 0, line, width)
    header = _name_every_column(cells, sample, width)
    return Layout(header, line, end + 1, len(header))


def _name_every_column(cells: list[str], sample: list[list[str]], width: int) -> tuple[str, ...]:
    """A header that is one name short lacks the first (row names, as R writes them), unless the rows end in a
    separator with nothing behind it."""
    missing = width - len(cells)
    if missing == 1:
        last_is_filled = any(row[width - 1].strip() for row in sample if len(row) == width)
        return ("", *cells) if last_is_filled else tuple(cells)
    return (*cells, *[""] * missing)


def _numbered_rows(lines: list[str], dialect: Dialect) -> Iterator[NumberedRow]:
    """(first line, last line, cells) of every row; blank lines give an empty row."""
    reader = dialect.reader([line + "\n" for line in lines])
    first = 1
    try:
        for row in reader:
            yield first, reader.line_num, row
            first = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(
            "cell_too_long",
            f"The cell that begins on line {first:,} does not end.",
            "Look for a quotation mark on that line which is opened and not closed.",
            first,
        ) from error


def _usual_width(rows: list[list[str]]) -> int:
    """The commonest width; of equally common ones the widest."""
    widths = Counter(len(row) for row in rows)
    return max(widths, key=lambda width: (widths[width], width))


def _find_header(rows: list[NumberedRow], width: int) -> int:
    """The first row that is no title and no comment."""
    for index, (_, _, row) in enumerate(rows[:_MAX_PREFACE]):
        filled = sum(bool(cell.strip()) for cell in row)
        comment = row[0].lstrip().startswith("#") and len(row) != width
        if not comment and filled >= max(2, width / 2):
            return index if filled >= width else _find_whole_header(rows, index, width)
    return 0


def _find_whole_header(rows: list[NumberedRow], index: int, width: int) -> int:
    """The row of names below one that is too short for the table: that was a title with separators in it.

    Names have a word in each cell, above numbers; where no row is so, it is ``index``.
    """
    for at in range(index + 1, min(index + _MAX_TITLES, len(rows))):
        cells = _trim_row(rows[at][2], width)
        below = [row for _, _, row in rows[at + 1 :] if len(row) == width]
        names = len(cells) == width and not any(map(_is_number_or_missing, cells))
        if names and any(map(_are_mostly_numbers, zip(*below, strict=True))):
            return at
    return index


def _are_mostly_numbers(cells: Sequence[str]) -> bool:
    """There may be a total or a source at the end."""
    numbers = sum(_is_number_or_missing(cell.strip()) for cell in cells)
    return numbers >= _HEADERLESS_SHARE * len(cells) and any(_NUMBER.match(cell.strip()) for cell in cells)


def _trim_row(row: list[str], width: int) -> list[str]:
    """Drop the empty cells beyond the table's width that a trailing separator leaves."""
    cells = [cell.strip() for cell in row]
    while len(cells) > width and not cells[-1]:
        cells.pop()
    return cells


def _is_data(cells: list[str], sample: list[list[str]]) -> bool:
    """True when the row that should hold the names looks like the rows below it."""
    if not sample:
        return False
    columns = [[row[i].strip() for row in sample if i < len(row)] for i in range(len(cells))]
    numeric = [bool(column) and all(_is_number_or_missing(cell) for cell in column) for column in columns]
    if any(numeric):
        over_numbers = [cell for cell, is_numeric in zip(cells, numeric, strict=True) if is_numeric]
        numbers = [cell for cell in over_numbers if cell and _NUMBER.match(cell)]
        years = len(numbers) > 1 and all(map(_YEAR.match, numbers)) and len(set(numbers)) == len(numbers)
        return bool(numbers) and len(numbers) == len([c for c in over_numbers if c]) and not years
    stripped = [[cell.strip() for cell in row] for row in sample]
    return _is_known(cells, columns) and (cells not in stripped or len(set(cells)) < len(cells))


def _is_known(cells: list[str], columns: list[list[str]]) -> bool:
    """True when the cells occur below; columns that hardly repeat a value, such as texts, are not asked."""
    telling = [
        cell in column
        for cell, column in zip(cells, columns, strict=True)
        if len(column) < _MIN_REPEATING or 2 * len(set(column)) <= len(column)
    ]
    return bool(telling) and sum(telling) >= _HEADERLESS_SHARE * len(telling)


def _is_number_or_missing(cell: str) -> bool:
    return bool(_NUMBER.match(cell)) or cell.lower() in MISSING_WORDS


def measure(lines: list[str], dialect: Dialect, first_line: int, width: int) -> Shape:
    """Count the rows and note the lines that do not fit. Raises ``ReadError`` for an unclosed quote."""
    quoted = any(mark in line for line in lines for mark in dialect.quote + dialect.escape)
    if quoted:
        widths = _quoted_widths(lines, dialect, first_line)
    else:
        widths = _plain_widths(lines, dialect, first_line)
    rows, short, long = 0, [], []
    for line, cells in widths:
        rows += 1
        if cells < width:
            short.append(line)
        elif cells > width:
            long.append(line)
    return Shape(rows, tuple(short), tuple(long))


def _plain_widths(lines: list[str], dialect: Dialect, first_line: int) -> Iterator[tuple[int, int]]:
    for number, line in enumerate(lines, first_line):
        if line and not line.isspace():
            runs = dialect.delimiter == WHITESPACE
            yield number, len(line.split()) if runs else line.count(dialect.delimiter) + 1


def _quoted_widths(lines: list[str], dialect: Dialect, first_line: int) -> Iterator[tuple[int, int]]:
    for line, row in number_rows(lines, dialect, first_line):
        yield line, len(row)


def number_rows(lines: list[str], dialect: Dialect, first_line: int) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every row that is not blank."""
    reader = dialect.reader(chain((line + "\n" for line in lines), [_SENTINEL]))
    line, row = first_line, [_SENTINEL]
    try:
        for row in reader:
            if row == [_SENTINEL]:
                break
            if len(row) > 1 or (row and row[0].strip()):
                if row[-1].endswith(_SENTINEL):
                    break
                yield line, row
            line = first_line + reader.line_num
    except csv.Error as error:
        raise _unclosed(line) from error
    if row != [_SENTINEL]:
        raise _unclosed(line)


def _unclosed(line: int) -> ReadError:
    return ReadError(
        "unclosed_quote",
        f"A quotation mark on line {line:,} is opened and never closed, so the rest of the file is one cell.",
        'Close it, or write it twice ("") where it is part of the text.',
        line,
    )
