"""What stands around the sheets of an Excel workbook: names, shared strings, which styles are dates.

The XML is read as a stream by expat, element by element; declarations of types and entities are refused,
so that nothing in it can grow.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from evaluations.core.archives import read_member
from evaluations.core.read_error import ReadError

Attributes = Mapping[str, str]
_MAX_PART_BYTES = 8_000_000  # of the small parts: the list of sheets, styles
_MAX_STRINGS_BYTES = 120_000_000
_MAX_SHEETS = 200
_STEP = 1 << 16
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_AGAIN = "Open it in the program that wrote it, save it as CSV, and upload that."


@dataclass
class Budget:
    """How much may still be unpacked."""

    bytes_left: int

    def spend(self, size: int) -> None:
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise ReadError("too_large", "The Excel workbook unpacks to more than can be read.", _AGAIN)


def unescape(text: str) -> str:
    """Characters that XML cannot hold are written ``_x000D_`` in workbooks."""
    return _ESCAPED.sub(_read_escape, text) if "_x" in text else text


def _read_escape(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if char.isprintable() or char in "\n\t" else ""


@dataclass(frozen=True)
class Sheet:
    name: str
    path: str
    hidden: bool


@dataclass(frozen=True)
class Workbook:
    """``date_styles`` are the cell styles that show a date; ``epoch_1904``: days count from 1904."""

    sheets: tuple[Sheet, ...]
    strings: list[str]
    date_styles: frozenset[str]
    epoch_1904: bool


def refuse_workbook(what: str = "The Excel workbook is damaged.") -> ReadError:
    return ReadError("bad_workbook", what, _AGAIN)


class XmlStream:
    """Calls ``start(name, attributes)`` and ``end(name, text)``, names without their namespaces."""

    def __init__(self, start: Callable[[str, Attributes], None], end: Callable[[str, str], None]) -> None:
        self._start, self._end = start, end
        self._text = ""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = self._add_text
        self._parser.StartDoctypeDeclHandler = _refuse_declaration
        self._parser.EntityDeclHandler = _refuse_declaration

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Raise ``ReadError`` for broken XML."""
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise refuse_workbook() from error

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._text = ""
        self._start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def _add_text(self, text: str) -> None:
        self._text += text

    def _finish(self, name: str) -> None:
        self._end(name.rpartition(":")[2] if ":" in name else name, self._text)
        self._text = ""


def _refuse_declaration(*_: Any) -> None:
    raise refuse_workbook("The Excel workbook declares XML entities, which no spreadsheet program writes.")


def read_workbook(archive: zipfile.ZipFile) -> Workbook:
    """Everything but the sheets' cells. Raise ``ReadError`` for what is no workbook."""
    names = set(archive.namelist())
    home = _find_home(archive, names)
    told = _read_sheet_list(archive, home)
    paths = _read_relations(archive, home, names)
    sheets = tuple(
        Sheet(name, paths[relation], hidden)
        for name, relation, hidden in told.sheets
        if paths.get(relation) in names
    )
    if not sheets:
        raise refuse_workbook("The Excel workbook has no sheet with cells.")
    folder = posixpath.dirname(home)
    strings = _read_strings(archive, f"{folder}/sharedStrings.xml", names)
    return Workbook(
        sheets, strings, _read_date_styles(archive, f"{folder}/styles.xml", names), told.epoch_1904
    )


@dataclass
class _SheetList:
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    epoch_1904: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.epoch_1904 = attributes.get("date1904") in ("1", "true")
        if name == "sheet" and len(self.sheets) < _MAX_SHEETS:
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), relation, hidden))


def _find_home(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xl/workbook.xml"
    raise refuse_workbook(
        "The Excel workbook has no list of sheets, or one in Excel's binary format (.xlsb)."
    )


def _read_sheet_list(archive: zipfile.ZipFile, home: str) -> _SheetList:
    told = _SheetList()
    _parse_part(archive, home, told.start)
    return told


def _read_relations(archive: zipfile.ZipFile, home: str, names: set[str]) -> dict[str, str]:
    folder, base = posixpath.split(home)
    part = f"{folder}/_rels/{base}.rels"
    if part not in names:
        raise refuse_workbook()
    targets: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            targets[attributes.get("Id", "")] = posixpath.normpath(path)

    _parse_part(archive, part, start)
    return targets


def _parse_part(
    archive: zipfile.ZipFile,
    name: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str, str], None] = lambda name, text: None,
) -> None:
    XmlStream(start, end).feed(read_member(archive, name, _MAX_PART_BYTES), last=True)


def _read_strings(archive: zipfile.ZipFile, part: str, names: set[str]) -> list[str]:
    """The shared strings; runs of one string put together, readings of Japanese words left out."""
    strings: list[str] = []
    pieces: list[str] = []
    aside = [0]

    def start(name: str, attributes: Attributes) -> None:
        aside[0] += name == "rPh"

    def end(name: str, text: str) -> None:
        if name == "t" and not aside[0]:
            pieces.append(text)
        elif name == "rPh":
            aside[0] -= 1
        elif name == "si":
            strings.append(unescape("".join(pieces)))
            pieces.clear()

    if part in names:
        stream = XmlStream(start, end)
        for data in each_step(archive, part, Budget(_MAX_STRINGS_BYTES)):
            stream.feed(data)
        stream.feed(b"", last=True)
    return strings


def each_step(archive: zipfile.ZipFile, name: str, budget: Budget) -> Iterator[bytes]:
    """One part in small steps, for as long as the budget lasts. Raise ``ReadError`` for a damaged one."""
    try:
        with archive.open(name) as file:
            while data := file.read(_STEP):
                budget.spend(len(data))
                yield data
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise refuse_workbook() from error


def _read_date_styles(archive: zipfile.ZipFile, part: str, names: set[str]) -> frozenset[str]:
    """Positions among the cell formats whose number format shows a date."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside = [False]

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            formats.append(attributes.get("numFmtId", "0"))

    def end(name: str, text: str) -> None:
        inside[0] = inside[0] and name != "cellXfs"

    if part not in names:
        return frozenset()
    _parse_part(archive, part, start, end)
    return frozenset(str(at) for at, number in enumerate(formats) if _is_date(number, codes.get(number)))


def _is_date(number: str, code: str | None) -> bool:
    if code is None:
        return number.isdecimal() and int(number[:6]) in _DATE_IDS
    plain = _NOT_CODE.sub("", code.partition(";")[0]).lower()
    return (
        not _ELAPSED.search(plain) and any(letter in plain for letter in "ymdhs") and "general" not in plain
    )
