"""The rows of one sheet of a workbook as strings, and what is odd about the sheet."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from evaluations.core.grid import refuse_width
from evaluations.core.read_error import ReadError, ReadLimits
from evaluations.core.workbook_parts import (
    Attributes,
    Budget,
    Sheet,
    Workbook,
    XmlStream,
    each_step,
    refuse_workbook,
    unescape,
)

_MAX_CELLS = 12_000_000
_MAX_MERGED = 20_000
_FAR_COLUMN = 1 << 20
_LAST_DAY = 2_958_466  # the year 10000
_DAY_SECONDS = 86_400

Area = tuple[
    int, int, int, int
]  # first column, first row, last column, last row; columns from 0, rows from 1


@dataclass
class SheetFacts:
    """What a table cannot show; complete once the rows have been read."""

    merged: list[Area] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0
    uncomputed: int = 0  # formulas without a stored value


class SheetRows:
    """The rows of a sheet that hold a value: (row number, cells up to the last value)."""

    def __init__(
        self, archive: zipfile.ZipFile, sheet: Sheet, workbook: Workbook, limits: ReadLimits, budget: Budget
    ) -> None:
        self.facts = SheetFacts()
        self._steps = each_step(archive, sheet.path, budget)
        self._workbook, self._limits = workbook, limits
        self._epoch = datetime(1904, 1, 1) if workbook.epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        self._columns: dict[str, int] = {}
        self._done: list[tuple[int, list[str]]] = []
        self._row: list[str] = []
        self._number, self._at, self._cells = 0, -1, 0
        self._type, self._style, self._value, self._inline = "n", "", "", ""
        self._is_formula = False

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        stream = XmlStream(self._start, self._end)
        for data in self._steps:
            stream.feed(data)
            yield from self._done
            self._done.clear()
        stream.feed(b"", last=True)
        yield from self._done

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            self._number = _whole(attributes.get("r")) if "r" in attributes else self._number + 1
            self._row, self._at = [], -1
            self.facts.hidden_rows += attributes.get("hidden") in ("1", "true")
        elif name == "f":
            self._is_formula = True
        elif name == "mergeCell":
            self._note_merged(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            wide = _whole(attributes.get("max")) - _whole(attributes.get("min")) + 1
            self.facts.hidden_columns += min(wide, self._limits.max_columns)

    def _open_cell(self, attributes: Attributes) -> None:
        self._cells += 1
        if self._cells > _MAX_CELLS:
            hint = "Save the sheet as CSV, or take a sample of its rows."
            raise ReadError("too_large", f"The sheet has more than {_MAX_CELLS:,} cells.", hint)
        self._at = self._column_of(attributes["r"]) if "r" in attributes else self._at + 1
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value = self._inline = ""
        self._is_formula = False

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        known = self._columns.get(letters)
        if known is None:
            known = self._columns[letters] = read_column(letters)
        return known

    def _end(self, name: str, text: str) -> None:
        if name == "v":
            self._value = text
        elif name == "c":
            self._close_cell()
        elif name == "row" and self._row:
            self._done.append((self._number, self._row))
            self._row = []
        elif name == "t":
            self._inline += text

    def _close_cell(self) -> None:
        value = self._read_value()
        if not value:
            self.facts.uncomputed += self._is_formula and not self._value
            return
        row, at = self._row, self._at
        if at >= self._limits.max_columns:
            raise refuse_width(at + 1, self._limits)
        if at == len(row):
            row.append(value)
            return
        row.extend([""] * (at + 1 - len(row)))
        row[at] = value

    def _read_value(self) -> str:
        kind, value = self._type, self._value
        if kind == "n":
            is_date = value and self._style in self._workbook.date_styles
            return self._write_date(value) if is_date else value.strip()
        if kind == "s":
            return self._shared(value)
        if kind == "inlineStr":
            return unescape(self._inline)
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        return unescape(value)

    def _shared(self, value: str) -> str:
        if not value:
            return ""
        at = _whole(value)
        if at >= len(self._workbook.strings):
            raise refuse_workbook()
        return self._workbook.strings[at]

    def _write_date(self, value: str) -> str:
        """Days since the epoch as a date, a time of day, or both; unchanged where it can be neither."""
        try:
            days = float(value)
        except ValueError:
            return value
        if not (math.isfinite(days) and 0 <= days < _LAST_DAY):
            return value
        if days < 1:
            return str(timedelta(seconds=round(days * _DAY_SECONDS)))
        # Excel counts a 29 February 1900 that never was: before it, days are one further on.
        shift = 1 if days < 60 and not self._workbook.epoch_1904 else 0
        moment = self._epoch + timedelta(days=shift + int(days), seconds=round(days % 1 * _DAY_SECONDS))
        return moment.isoformat(" ").removesuffix(" 00:00:00")

    def _note_merged(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if last and len(self.facts.merged) < _MAX_MERGED:
            self.facts.merged.append((*_corner(first), *_corner(last)))


def read_column(letters: str) -> int:
    """ "A" is 0, "AA" is 26. Raise ``ReadError`` for what names no column."""
    at = 0
    for letter in letters[:5]:
        if not "A" <= letter <= "Z":
            raise refuse_workbook()
        at = at * 26 + ord(letter) - ord("A") + 1
    if not 0 < at <= _FAR_COLUMN:
        raise refuse_workbook()
    return at - 1


def _corner(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    return read_column(letters), _whole(reference[len(letters) :])


def _whole(digits: str | None) -> int:
    if digits is None or not digits.isdecimal() or len(digits) > 9:
        raise refuse_workbook()
    return int(digits)
