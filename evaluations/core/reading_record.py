"""What was understood of a file, and what its owner says of it: the two sides of one conversation."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from evaluations.core.kinds import ColumnReading
from evaluations.core.numerals import NumberFormat
from evaluations.core.read_error import ReadError
from evaluations.core.table import KINDS

READING_VERSION = 1
TEXT = "text"
DELIMITERS = (",", ";", "\t", "|", ":", " ")
DECIMALS = (".", ",")
ENCODINGS = (
    *("utf-8", "utf-16-le", "utf-16-be", "cp1252", "iso8859-15", "cp1250", "cp1251", "cp1253", "cp1254"),
    *("cp1255", "cp1256", "cp1257", "cp1258", "iso8859-1", "iso8859-2", "iso8859-5", "iso8859-7"),
    *("iso8859-9", "koi8-r", "koi8-u", "cp866", "cp437", "cp850", "mac-roman", "gb18030", "big5"),
    *("shift_jis", "euc_jp", "euc_kr", "cp874"),
)
# Only of files that are no separated values, so that the record of those stays what it always was.
_LATER = {"format": TEXT, "member": "", "part": "", "parts": ()}


@dataclass(frozen=True)
class Reading:
    """What was understood of a file. Lines are 1-based; ``header_line`` 0 means that there is no header.

    ``decimal`` and ``thousands`` sum the columns up for people; the columns' own formats decide.
    ``encoding``, ``delimiter``, ``quote`` and ``escape`` are empty where a format knows no such thing.

    Parameters
    ----------
    format : text, xlsx, json, jsonl, arff or parquet
    member : the file inside an archive that was read
    part, parts : the sheet of a workbook that was read, and all that it has
    """

    encoding: str
    delimiter: str
    quote: str
    escape: str
    header_line: int
    header: tuple[str, ...] | None
    body_line: int
    decimal: str = "."
    thousands: str = ""
    columns: tuple[ColumnReading, ...] = ()
    version: int = READING_VERSION
    format: str = TEXT
    member: str = ""
    part: str = ""
    parts: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        header = None if self.header is None else list(self.header)
        told = {**asdict(self), "header": header, "columns": [asdict(column) for column in self.columns]}
        plain = {name for name, value in _LATER.items() if getattr(self, name) == value}
        told["parts"] = list(self.parts)
        return {name: value for name, value in told.items() if name not in plain}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Reading:
        columns = tuple(
            ColumnReading(column["name"], column["kind"], NumberFormat(**column["number"]))
            for column in stored["columns"]
        )
        header = None if stored["header"] is None else tuple(stored["header"])
        parts = tuple(stored.get("parts", ()))
        return cls(**{**stored, "columns": columns, "header": header, "parts": parts})


@dataclass(frozen=True)
class Wishes:
    """What the owner of a file says about it; whatever is left empty is found.

    Parameters
    ----------
    decimal : settles the numbers that can be read in two ways, such as 1,234
    header_line : the line with the names, 0 when there is none
    part : the sheet of a workbook
    kinds : by name of the column
    """

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    header_line: int | None = None
    part: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)

    @property
    def cut_anew(self) -> bool:
        """True when rows and cells may come out differently, so that all columns are looked at again."""
        return bool(self.encoding or self.delimiter or self.part) or self.header_line is not None

    def checked(self) -> Wishes:
        """The same. Raise ``ReadError`` for what no file can be read by."""
        if self.encoding:
            check_encoding(self.encoding)
        _check_choice("delimiter", self.delimiter, ("", *DELIMITERS), "separator")
        _check_choice("decimal", self.decimal, ("", *DECIMALS), "decimal mark")
        for name, kind in self.kinds.items():
            _check_choice("columns", kind, KINDS, f"kind of column (for “{name}”)")
        return self


def check_encoding(name: str) -> None:
    """Raise ``ReadError`` unless text is written in it: Python also calls compression an encoding."""
    try:
        known = codecs.lookup(name).name in {codecs.lookup(one).name for one in (*ENCODINGS, "utf-8-sig")}
    except (LookupError, ValueError):
        known = False
    if not known:
        shown = ", ".join(ENCODINGS[:6])
        raise ReadError(
            "bad_encoding",
            f"There is no encoding “{name[:40]}” to read the file by.",
            f"Common ones are {shown}.",
            about="encoding",
        )


def _check_choice(about: str, value: str, allowed: tuple[str, ...], what: str) -> None:
    if value not in allowed:
        named = ", ".join(repr(one) for one in allowed if one)
        message = f"There is no {what} {value[:40]!r}."
        raise ReadError("bad_reading", message, f"Choose one of {named}.", about=about)
