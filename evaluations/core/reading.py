"""Bytes that a learner uploads to a typed table, or to an error that says what is wrong and what to do.

Nothing is lost or changed in silence: whatever had to be repaired is in the notes, and what was understood
is in the ``Reading``, with which the same bytes give the same table again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaluations.core import reading_notes
from evaluations.core.archives import is_office_file, unpack
from evaluations.core.arff import cut_arff, is_arff
from evaluations.core.cells import drop_empty_rows
from evaluations.core.column_typing import accept_declared, apply_kinds, find_kinds, repeat_kinds
from evaluations.core.corrections import add_kinds, find_corrections, join_wishes
from evaluations.core.delimited import Cut, cut_lines
from evaluations.core.encoding import decode
from evaluations.core.file_types import is_parquet, is_workbook, refuse_binary, refuse_other_text
from evaluations.core.grid import refuse_length
from evaluations.core.headers import make_names
from evaluations.core.json_table import cut_json, cut_json_lines, is_json, is_json_lines
from evaluations.core.kinds import ColumnReading, RawColumn, TypedColumn
from evaluations.core.layout import refuse_one_column
from evaluations.core.parquet import cut_parquet
from evaluations.core.read_error import ReadError, ReadLimits
from evaluations.core.reading_record import Reading, Wishes
from evaluations.core.table import Table
from evaluations.core.workbook import cut_workbook

__all__ = [
    "ColumnReading",
    "ReadError",
    "ReadLimits",
    "ReadResult",
    "Reading",
    "Wishes",
    "correct_table",
    "read_table",
]

_MIN_ROWS = 2


@dataclass(frozen=True)
class ReadResult:
    """The table, how it was read, and what its owner should know."""

    table: Table
    reading: Reading
    notes: tuple[str, ...]


def read_table(
    data: bytes,
    *,
    filename: str,
    limits: ReadLimits | None = None,
    reading: Reading | None = None,
    wishes: Wishes | None = None,
) -> ReadResult:
    """Read a table: separated values, .xlsx, JSON, JSON lines, ARFF, Parquet; also in a zip or gzip archive.

    Parameters
    ----------
    filename : used in messages only
    reading : how the same bytes were read before; nothing is guessed then
    wishes : what the owner says; beside ``reading``, its decimal mark and kinds change that reading

    Raises
    ------
    ReadError : for every file that is not such a table; nothing else, whatever the bytes
    """
    limits, wishes = limits or ReadLimits(), (wishes or Wishes()).checked()
    _refuse_size(data, filename, limits)
    inside = unpack(data, filename, limits)
    if inside.member:
        _refuse_size(inside.data, inside.filename, limits)
    cut = _cut(inside.data, inside.filename, limits, wishes, reading)
    cut = replace(
        cut,
        reading=replace(cut.reading, member=inside.member),
        start_notes=(*inside.notes, *cut.start_notes),
    )
    return _type(cut, limits, wishes, reading)


def correct_table(
    data: bytes, *, filename: str, limits: ReadLimits | None = None, reading: Reading, wishes: Wishes
) -> ReadResult:
    """Read the same bytes again, as before but for what their owner says differently.

    Another encoding, separator, line of names or sheet means that rows, cells and kinds are found anew, but
    for what was corrected before: of the same sheet, and where the new cells bear it out.
    """
    if not wishes.cut_anew:
        return read_table(data, filename=filename, limits=limits, reading=reading, wishes=wishes)
    earlier = Wishes() if wishes.part else _recall(data, filename, limits, reading)
    keeps_cells = not (wishes.encoding or wishes.part)
    anew = replace(
        join_wishes(wishes, earlier),
        encoding=wishes.encoding or reading.encoding,
        delimiter=wishes.delimiter or (reading.delimiter if keeps_cells else ""),
        part=wishes.part or reading.part,
    )
    result = read_table(data, filename=filename, limits=limits, wishes=anew)
    with_kinds = add_kinds(anew, earlier, result.table.names)
    if with_kinds == anew:
        return result
    try:
        return read_table(data, filename=filename, limits=limits, wishes=with_kinds)
    except ReadError:  # what was a column of dates may be none with another separator
        return result


def _recall(data: bytes, filename: str, limits: ReadLimits | None, reading: Reading) -> Wishes:
    """What was corrected in this reading. Without it, the file may not be readable at all."""
    known = Wishes(encoding=reading.encoding, delimiter=reading.delimiter, part=reading.part)
    line = reading.header_line
    try:
        found = read_table(data, filename=filename, limits=limits, wishes=known).reading
        if found.header_line == line:
            return find_corrections(reading, found)
        known = replace(known, header_line=line)
        found = read_table(data, filename=filename, limits=limits, wishes=known).reading
    except ReadError:
        return Wishes(header_line=line)
    return replace(find_corrections(reading, found), header_line=line)


def _cut(data: bytes, filename: str, limits: ReadLimits, wishes: Wishes, known: Reading | None) -> Cut:
    """The file cut into cells, by the format that its bytes show (its name may lie)."""
    if is_office_file(data) and is_workbook(data):
        return cut_workbook(data, limits, wishes, known)
    if is_parquet(data):
        return cut_parquet(data, limits)
    refuse_binary(data)
    decoded = decode(data, known.encoding if known else wishes.encoding)
    text = _normalise(decoded.text)
    _refuse_blank(text, filename)
    if is_arff(text):
        return cut_arff(text, decoded, limits)
    if is_json(text):
        read = cut_json_lines if is_json_lines(text) else cut_json
        return read(text, decoded, limits)
    refuse_other_text(text)
    return cut_lines(text, decoded, limits, wishes, known)


def _type(cut: Cut, limits: ReadLimits, wishes: Wishes, known: Reading | None) -> ReadResult:
    body = drop_empty_rows(cut.body, cut.reading.header)
    _refuse_rows(body.n_rows, limits)
    if len(body.columns) < 2:
        raise refuse_one_column()
    names = make_names(cut.reading.header, len(body.columns))
    raw = [replace(column, name=name) for column, name in zip(body.columns, names.names, strict=True)]
    typed = _find_types(raw, cut, wishes, known)
    notes = (
        *cut.start_notes,
        *reading_notes.describe_rows(body),
        *cut.notes,
        *reading_notes.describe_names(names),
        *reading_notes.describe_index(typed),
        *reading_notes.describe_columns(raw, typed),
        *reading_notes.describe_placeholders(typed),
    )
    return ReadResult(Table(tuple(one.column for one in typed), body.n_rows), _sum_up(cut, typed), notes)


def _find_types(
    raw: Sequence[RawColumn], cut: Cut, wishes: Wishes, known: Reading | None
) -> list[TypedColumn]:
    if known is not None:
        typed = repeat_kinds(raw, known.columns, wishes.decimal)
    else:
        typed = find_kinds(raw, cut.reading.delimiter, wishes.decimal)
        typed = accept_declared(raw, typed, cut.kinds)
    return apply_kinds(raw, typed, wishes.kinds, wishes.decimal)


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


def _refuse_rows(rows: int, limits: ReadLimits) -> None:
    if rows == 0:
        hint = "Upload a file with the names in the first line and one row of values in each line below."
        raise ReadError("no_data_rows", "The file has a header but no rows below it.", hint)
    if rows < _MIN_ROWS:
        hint = "A model needs many examples: a hundred rows is a sensible beginning."
        raise ReadError("too_few_rows", "The file has a single row of values.", hint)
    if rows > limits.max_rows:
        raise refuse_length(rows, limits)


def _sum_up(cut: Cut, typed: Sequence[TypedColumn]) -> Reading:
    formats = [one.reading.number for one in typed]
    return replace(
        cut.reading,
        decimal="," if any(form.decimal == "," for form in formats) else ".",
        thousands=next((form.thousands for form in formats if form.thousands), ""),
        columns=tuple(one.reading for one in typed),
    )
