"""Excel workbooks (.xlsx) as tables: the first sheet that holds one, values as they are stored.

Our own small reader, because the file is a stranger's: it keeps the limits while it reads, where libraries
allocate what a sheet claims to be.
"""

from __future__ import annotations

import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from evaluations.core.archives import open_zip
from evaluations.core.cells import Body
from evaluations.core.delimited import Cut
from evaluations.core.grid import GridBuilder
from evaluations.core.layout import HEAD_ROWS, Layout, lay_out, refuse_header_line
from evaluations.core.plain_text import plain_text
from evaluations.core.read_error import ReadError, ReadLimits
from evaluations.core.reading_notes import count, describe_start, describe_units, name_some
from evaluations.core.reading_record import Reading, Wishes
from evaluations.core.units_line import skip_units
from evaluations.core.workbook_cells import Area, SheetFacts, SheetRows
from evaluations.core.workbook_parts import Budget, Sheet, Workbook, read_workbook

_NO_TABLE = ("empty_file", "one_column", "no_data_rows", "too_few_rows")
_MAX_UNPACKED = 400_000_000
_MIN_ROWS = 2

Row = tuple[int, list[str]]


def cut_workbook(data: bytes, limits: ReadLimits, wishes: Wishes, known: Reading | None) -> Cut:
    """The cells of one sheet. Raise ``ReadError`` where no sheet holds a table."""
    with open_zip(data) as archive:
        workbook, budget = read_workbook(archive), Budget(_MAX_UNPACKED)
        wanted = known.part if known is not None else wishes.part
        refusal: ReadError | None = None
        for sheet in _choose(workbook, wanted):
            try:
                return _cut_sheet(archive, workbook, sheet, limits, budget, wishes, known)
            except ReadError as error:
                if wanted or error.code not in _NO_TABLE:
                    raise
                refusal = refusal or error
    assert refusal is not None  # noqa: S101  (a workbook has at least one sheet)
    raise refusal


def _choose(workbook: Workbook, wanted: str) -> list[Sheet]:
    """The sheet that was asked for, else all of them, hidden ones last."""
    if not wanted:
        return sorted(workbook.sheets, key=lambda sheet: sheet.hidden)
    found = [sheet for sheet in workbook.sheets if _name(sheet) == wanted]
    if not found:
        names = name_some([_name(sheet) for sheet in workbook.sheets])
        message = f"The workbook has no sheet “{wanted[:80]}”."
        raise ReadError("bad_reading", message, f"It has {names}.", about="part")
    return found[:1]


def _name(sheet: Sheet) -> str:
    return plain_text(sheet.name, 80)


def _cut_sheet(
    archive: zipfile.ZipFile,
    workbook: Workbook,
    sheet: Sheet,
    limits: ReadLimits,
    budget: Budget,
    wishes: Wishes,
    known: Reading | None,
) -> Cut:
    rows = SheetRows(archive, sheet, workbook, limits, budget)
    layout, below = _lay_out(iter(rows), wishes, known)
    header = layout.header
    body = _fill(below, layout, limits, rows.facts)
    if header is not None:
        header += ("",) * (len(body.columns) - len(header))
    names = tuple(_name(one) for one in workbook.sheets)
    reading = Reading(
        *("", "", "", "", layout.header_line, header, layout.body_line),
        format="xlsx",
        part=_name(sheet),
        parts=names,
    )
    return Cut(
        reading,
        body,
        (
            *_describe_choice(reading),
            *describe_start(layout.header_line, 1),
            *describe_units(range(layout.header_line + 1, layout.body_line) if layout.header else ()),
        ),
        _describe_facts(rows.facts),
    )


def _lay_out(rows: Iterator[Row], wishes: Wishes, known: Reading | None) -> tuple[Layout, Iterator[Row]]:
    """Where the table begins, and its rows."""
    if known is not None:
        layout = Layout(known.header, known.header_line, known.body_line, len(known.columns))
        return layout, _from(known.body_line, rows)
    above = wishes.header_line or 0
    head = list(islice(_from(above, rows), HEAD_ROWS))
    if above and not head:
        raise refuse_header_line(above, above - 1)
    width = max((len(row) for _, row in head), default=0)
    padded = [(number, number, row + [""] * (width - len(row))) for number, row in head]
    layout = lay_out(padded, width, wishes.header_line)
    if layout.header is not None:
        layout = replace(layout, body_line=skip_units(padded, layout.body_line, layout.width))
    return layout, _from(layout.body_line, chain(head, rows))


def _from(number: int, rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row[0] >= number)


def _fill(rows: Iterator[Row], layout: Layout, limits: ReadLimits, facts: SheetFacts) -> Body:
    grid, numbers = GridBuilder(limits), []
    for number, row in rows:
        grid.add(row)
        numbers.append(number)
    if len(numbers) < _MIN_ROWS:
        message = "The sheet has a header but hardly any rows below it."
        raise ReadError("too_few_rows", message, "Put one row of values in each line below the names.")
    return _fill_merged(grid.finish(layout.width), numbers, facts.merged)


def _fill_merged(body: Body, numbers: Sequence[int], merged: Sequence[Area]) -> Body:
    """Cells merged downwards all say what the first of them says."""
    columns = list(body.columns)
    for left, top, right, bottom in merged:
        first, end = bisect_left(numbers, top), bisect_left(numbers, bottom + 1)
        if left != right or left >= len(columns) or first >= len(numbers) or numbers[first] != top:
            continue
        codes = columns[left].codes.copy() if columns[left] is body.columns[left] else columns[left].codes
        codes[first:end] = codes[first]
        columns[left] = replace(columns[left], codes=codes)
    return replace(body, columns=tuple(columns))


def _describe_choice(reading: Reading) -> list[str]:
    others = [name for name in reading.parts if name != reading.part]
    if not others:
        return []
    return [f"Read the sheet “{reading.part}”; the workbook also has {name_some(others)}."]


def _describe_facts(facts: SheetFacts) -> tuple[str, ...]:
    notes = []
    down = sum(left == right for left, _, right, _ in facts.merged)
    across = len(facts.merged) - down
    if down:
        notes.append(
            f"{count(down, 'area')} of cells merged downwards filled with the value of the first cell."
        )
    if across:
        where = "their value stands in the first cell, the others are missing"
        notes.append(f"{count(across, 'area')} of cells merged across columns: {where}.")
    if facts.hidden_rows:
        notes.append(f"{count(facts.hidden_rows, 'hidden row')} read like the others.")
    if facts.hidden_columns:
        notes.append(f"{count(facts.hidden_columns, 'hidden column')} read like the others.")
    if facts.uncomputed:
        what = "a spreadsheet program has never computed them: open the file there, save it, upload it again"
        notes.append(f"{count(facts.uncomputed, 'formula')} without a value read as missing; {what}.")
    return tuple(notes)
