"""Separated values cut into cells: dialect, layout, lines that do not fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evaluations.core import reading_notes
from evaluations.core.cells import Body, read_body
from evaluations.core.dialects import Dialect, detect_dialect, read_sep_line
from evaluations.core.drawn_tables import undraw
from evaluations.core.encoding import Decoded
from evaluations.core.grid import refuse_length, refuse_width
from evaluations.core.layout import Layout, find_layout, measure, number_rows, refuse_one_column
from evaluations.core.read_error import ReadError, ReadLimits
from evaluations.core.reading_record import Reading, Wishes

_MAX_OVERFULL_SHARE = 0.1


@dataclass(frozen=True)
class Cut:
    """A file cut into cells that are not typed yet.

    Parameters
    ----------
    reading : how it was cut; its columns are still to come
    body : the columns under ``reading.header``
    start_notes, notes : what to say before and after what is said of rows and names
    kinds : by position, the kinds that the format itself declares; empty where it declares none
    """

    reading: Reading
    body: Body
    start_notes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def cut_lines(text: str, decoded: Decoded, limits: ReadLimits, wishes: Wishes, known: Reading | None) -> Cut:
    """The cells of a text with ``\\n`` line ends. Raise ``ReadError`` where they make no table."""
    drawn, text = text, undraw(text)
    lines = text.split("\n")
    first_line = 2 if read_sep_line(text) else 1
    dialect = _choose_dialect(text, wishes, known)
    layout = _choose_layout(lines, first_line, dialect, wishes, known)
    body, comments = cut_body(lines, dialect, layout, limits)
    notes = (
        *reading_notes.describe_text(decoded.replaced, decoded.encoding),
        *(["The bars and dashes that draw the table were left out."] if text != drawn else []),
        *reading_notes.describe_start(layout.header_line, first_line),
        *reading_notes.describe_units(_find_units(lines, dialect, layout)),
        *reading_notes.describe_comments(comments),
    )
    return Cut(record_layout(decoded.encoding, dialect, layout), body, start_notes=notes)


def _find_units(lines: list[str], dialect: Dialect, layout: Layout) -> list[int]:
    """The lines of what stands between the names and the first row of values."""
    head = lines[layout.header_line - 1 : layout.body_line - 1] if layout.header is not None else []
    return [line for line, _ in number_rows(head, dialect, layout.header_line)][1:]


def cut_body(
    lines: list[str], dialect: Dialect, layout: Layout, limits: ReadLimits
) -> tuple[Body, tuple[int, ...]]:
    """The rows below the header, and the lines of comments among them, which are left out."""
    if layout.width > limits.max_columns:
        raise refuse_width(layout.width, limits)
    body_lines = lines[layout.body_line - 1 :]
    shape = measure(body_lines, dialect, layout.body_line, layout.width)
    comments: tuple[int, ...] = ()
    if not shape.is_regular and any(line.startswith("#") for line in body_lines):
        comments = _blank_comments(body_lines, dialect, layout)
        shape = measure(body_lines, dialect, layout.body_line, layout.width)
    if shape.rows > limits.max_rows:
        raise refuse_length(shape.rows, limits)
    if shape.rows == 0:
        return Body((), 0), comments
    body = read_body(body_lines, dialect, layout.body_line, layout.width, shape, limits)
    _refuse_overfull(body, layout)
    return body, comments


def _blank_comments(lines: list[str], dialect: Dialect, layout: Layout) -> tuple[int, ...]:
    """Empty the lines that begin with # and do not fit the table; their numbers."""
    found = [
        line
        for line, row in number_rows(lines, dialect, layout.body_line)
        if row[0].startswith("#") and len(row) != layout.width
        if dialect.split([lines[line - layout.body_line]]) == [row]  # else it goes on below
    ]
    for line in found:
        lines[line - layout.body_line] = ""
    return tuple(found)


def record_layout(encoding: str, dialect: Dialect, layout: Layout) -> Reading:
    return Reading(
        encoding=encoding,
        delimiter=dialect.delimiter,
        quote=dialect.quote,
        escape=dialect.escape,
        header_line=layout.header_line,
        header=layout.header,
        body_line=layout.body_line,
    )


def _choose_dialect(text: str, wishes: Wishes, known: Reading | None) -> Dialect:
    if known is not None:
        return Dialect(known.delimiter, known.quote, known.escape)
    declared = read_sep_line(text)
    dialect = (
        Dialect(declared) if declared and not wishes.delimiter else detect_dialect(text, wishes.delimiter)
    )
    if dialect is None:
        raise refuse_one_column()
    return dialect


def _choose_layout(
    lines: list[str], first_line: int, dialect: Dialect, wishes: Wishes, known: Reading | None
) -> Layout:
    if known is not None:
        return Layout(known.header, known.header_line, known.body_line, len(known.columns))
    if wishes.header_line:
        return find_layout(lines, dialect, wishes.header_line)
    layout = find_layout(lines[first_line - 1 :], dialect, wishes.header_line)
    skipped = first_line - 1
    header_line = layout.header_line + skipped if layout.header is not None else 0
    return replace(layout, header_line=header_line, body_line=layout.body_line + skipped)


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
