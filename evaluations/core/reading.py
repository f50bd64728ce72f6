"""Bytes that a learner uploads to a typed table, or to an error that says what is wrong and what to do.

Nothing is lost or changed in silence: whatever had to be repaired is in the notes, and what was understood
is in the ``Reading``, with which the same bytes give the same table again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from evaluations.core import reading_notes
from evaluations.core.cells import Body, read_body
from evaluations.core.dialects import Dialect, detect_dialect, read_sep_line
from evaluations.core.encoding import Decoded, decode
from evaluations.core.file_types import refuse_binary, refuse_other_text
from evaluations.core.headers import Names, make_names
from evaluations.core.kinds import ColumnReading, RawColumn, TypedColumn, retype_column, type_column
from evaluations.core.layout import Layout, find_layout, measure, refuse_one_column
from evaluations.core.numerals import NumberFormat
from evaluations.core.read_error import ReadError, ReadLimits
from evaluations.core.table import Table

__all__ = ["ColumnReading", "ReadError", "ReadLimits", "ReadResult", "Reading", "read_table"]

READING_VERSION = 1
_MIN_ROWS = 2
_MAX_OVERFULL_SHARE = 0.1


@dataclass(frozen=True)
class Reading:
    """What was understood of a file. Lines are 1-based; ``header_line`` 0 means that there is no header.

    ``decimal`` and ``thousands`` sum the columns up for people; the columns' own formats decide.
    """

    encoding: str
    delimiter: str
    quote: str
    escape: str
    header_line: int
    header: tuple[str, ...] | None
    body_line: int
    decimal: str
    thousands: str
    columns: tuple[ColumnReading, ...]
    version: int = READING_VERSION

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        header = None if self.header is None else list(self.header)
        return {**asdict(self), "header": header, "columns": [asdict(column) for column in self.columns]}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Reading:
        columns = tuple(
            ColumnReading(column["name"], column["kind"], NumberFormat(**column["number"]))
            for column in stored["columns"]
        )
        header = None if stored["header"] is None else tuple(stored["header"])
        return cls(**{**stored, "columns": columns, "header": header})


@dataclass(frozen=True)
class ReadResult:
    """The table, how it was read, and what its owner should know."""

    table: Table
    reading: Reading
    notes: tuple[str, ...]


def read_table(
    data: bytes, *, filename: str, limits: ReadLimits | None = None, reading: Reading | None = None
) -> ReadResult:
    """Read a file of separated values.

    Parameters
    ----------
    filename : used in messages only
    reading : how the same bytes were read before; nothing is guessed then

    Raises
    ------
    ReadError : for every file that is not such a table; nothing else, whatever the bytes
    """
    limits = limits or ReadLimits()
    _refuse_size(data, filename, limits)
    refuse_binary(data)
    decoded = decode(data, reading.encoding if reading else None)
    text = _normalise(decoded.text)
    _refuse_blank(text, filename)
    refuse_other_text(text)
    lines = text.split("\n")
    first_line = 2 if read_sep_line(text) else 1
    dialect = _choose_dialect(text, reading)
    layout = _choose_layout(lines, first_line, dialect, reading)
    return _read_rows(lines, first_line, decoded, dialect, layout, limits, reading)


def _read_rows(
    lines: list[str],
    first_line: int,
    decoded: Decoded,
    dialect: Dialect,
    layout: Layout,
    limits: ReadLimits,
    reading: Reading | None,
) -> ReadResult:
    _refuse_width(layout.width, limits)
    body_lines = lines[layout.body_line - 1 :]
    shape = measure(body_lines, dialect, layout.body_line, layout.width)
    _refuse_rows(shape.rows, limits)
    body = read_body(body_lines, dialect, layout.body_line, layout.width, shape, limits)
    _refuse_rows(body.n_rows, limits)
    _refuse_overfull(body, layout)
    names = make_names(layout.header, layout.width)
    raw = _name_columns(body, names)
    typed = _retype(raw, reading) if reading and reading.columns else _type(raw, dialect.delimiter)
    table = Table(tuple(one.column for one in typed), body.n_rows)
    notes = (
        *reading_notes.describe_text(decoded.replaced, decoded.encoding),
        *reading_notes.describe_start(layout.header_line, first_line),
        *reading_notes.describe_rows(body, shape),
        *reading_notes.describe_names(names),
        *reading_notes.describe_index(typed),
        *reading_notes.describe_columns(raw, typed),
    )
    return ReadResult(table, _sum_up(decoded.encoding, dialect, layout, typed), notes)


def _refuse_size(data: bytes, filename: str, limits: ReadLimits) -> None:
    if not data:
        raise ReadError(
            "empty_file", f"“{filename}” is empty: it has no bytes.", "Choose the file again and upload it."
        )
    if len(data) > limits.max_bytes:
        raise ReadError(
            "too_large",
            f"The file has {len(data):,} bytes; the limit is {limits.max_bytes:,}.",
            "Upload a sample of the rows, for example `frame.sample(20_000)`, or fewer columns.",
        )


def _normalise(text: str) -> str:
    """One kind of line end, no byte order mark, no end-of-file mark from DOS."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a")


def _refuse_blank(text: str, filename: str) -> None:
    if not text.strip():
        message = f"“{filename}” has only blanks and empty lines."
        raise ReadError("empty_file", message, "Choose the file again and upload it.")


def _choose_dialect(text: str, reading: Reading | None) -> Dialect:
    if reading is not None:
        return Dialect(reading.delimiter, reading.quote, reading.escape)
    declared = read_sep_line(text)
    dialect = Dialect(declared) if declared else detect_dialect(text)
    if dialect is None:
        raise refuse_one_column()
    return dialect


def _choose_layout(lines: list[str], first_line: int, dialect: Dialect, reading: Reading | None) -> Layout:
    if reading is not None and reading.columns:
        return Layout(reading.header, reading.header_line, reading.body_line, len(reading.columns))
    layout = find_layout(lines[first_line - 1 :], dialect)
    skipped = first_line - 1
    header_line = layout.header_line + skipped if layout.header is not None else 0
    return replace(layout, header_line=header_line, body_line=layout.body_line + skipped)


def _refuse_width(width: int, limits: ReadLimits) -> None:
    if width < 2:
        raise refuse_one_column()
    if width > limits.max_columns:
        raise ReadError(
            "too_many_columns",
            f"The table has {width:,} columns; the limit is {limits.max_columns:,}.",
            "Leave out the columns that you do not need and upload it again.",
        )


def _refuse_rows(rows: int, limits: ReadLimits) -> None:
    if rows == 0:
        hint = "Upload a file with the names in the first line and one row of values in each line below."
        raise ReadError("no_data_rows", "The file has a header but no rows below it.", hint)
    if rows < _MIN_ROWS:
        hint = "A model needs many examples: a hundred rows is a sensible beginning."
        raise ReadError("too_few_rows", "The file has a single row of values.", hint)
    if rows > limits.max_rows:
        raise ReadError(
            "too_many_rows",
            f"The table has {rows:,} rows; the limit is {limits.max_rows:,}.",
            f"Upload a sample, for example `frame.sample({limits.max_rows // 2:_}, random_state=0)`.",
        )


def _refuse_overfull(body: Body, layout: Layout) -> None:
    """A few rows can be cut and reported; where it is many, the separator or the quoting is wrong."""
    if len(body.overfull) <= max(1.0, _MAX_OVERFULL_SHARE * body.n_rows):
        return
    line = body.overfull[0]
    raise ReadError(
        "ragged_rows",
        f"{len(body.overfull):,} of {body.n_rows:,} rows have more cells than the {layout.width:,} columns, "
        f"first on line {line:,}.",
        'Values that contain the separator must stand in quotation marks: "Smith, Anna".',
        line,
    )


def _name_columns(body: Body, names: Names) -> list[RawColumn]:
    return [replace(column, name=name) for column, name in zip(body.columns, names.names, strict=True)]


def _retype(raw: Sequence[RawColumn], reading: Reading) -> list[TypedColumn]:
    return [retype_column(column, stored) for column, stored in zip(raw, reading.columns, strict=True)]


def _type(raw: Sequence[RawColumn], delimiter: str) -> list[TypedColumn]:
    """Type every column; if the file turns out to write decimal commas, read what was ambiguous again."""
    typed = [type_column(column) for column in raw]
    if not _writes_decimal_commas(typed, delimiter):
        return typed
    return [
        type_column(column, ",") if _could_be_comma(first) else first
        for column, first in zip(raw, typed, strict=True)
    ]


def _writes_decimal_commas(typed: Sequence[TypedColumn], delimiter: str) -> bool:
    """One column that reads in no other way decides; so do semicolons, if nothing speaks for points."""
    formats = [one.reading.number for one in typed if one.column.is_number]
    if any(form.decimal == "," for form in formats):
        return True
    doubtful = any(form.ambiguous for form in formats)
    points = any(_could_be_comma(one) and not one.reading.number.ambiguous for one in typed)
    return delimiter == ";" and doubtful and not points


def _could_be_comma(typed: TypedColumn) -> bool:
    form = typed.reading.number
    return typed.column.is_number and form.decimal == "." and (form.ambiguous or not typed.column.integer)


def _sum_up(encoding: str, dialect: Dialect, layout: Layout, typed: Sequence[TypedColumn]) -> Reading:
    formats = [one.reading.number for one in typed]
    return Reading(
        encoding=encoding,
        delimiter=dialect.delimiter,
        quote=dialect.quote,
        escape=dialect.escape,
        header_line=layout.header_line,
        header=layout.header,
        body_line=layout.body_line,
        decimal="," if any(form.decimal == "," for form in formats) else ".",
        thousands=next((form.thousands for form in formats if form.thousands), ""),
        columns=tuple(one.reading for one in typed),
    )
