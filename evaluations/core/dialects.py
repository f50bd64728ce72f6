"""Which character separates the cells, and how cells are quoted."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clevercsv.detect import Detector
from clevercsv.exceptions import Error as CleverError

from evaluations.core.kinds import is_missing_as_number

if TYPE_CHECKING:
    from _csv import Reader

_SAMPLE_CHARS = 8_192
_DELIMITERS = (",", ";", "\t", "|")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
_SEP_LINE = re.compile(r'"?sep=(.)"?;*,*[ \t]*$', re.IGNORECASE)
_SINGLE_QUOTED = r"(^|{0})'[^'\n]*'({0}|$)"
_ESCAPED = re.compile(r'\\"[^,;\t|\n]')  # and not the end of a quoted cell such as "C:\data\"
_BLANK_RUN = re.compile(r"\S  +\S")
_MIN_REGULAR_SHARE = 0.6
_MIN_BLANK_SHARE = 0.9
WHITESPACE = " "


@dataclass(frozen=True)
class Dialect:
    """A delimiter of one character (``" "``: any run of blanks and tabs); escape is empty or a backslash."""

    delimiter: str
    quote: str = '"'
    escape: str = ""

    def split(self, lines: list[str]) -> list[list[str]]:
        """The cells of some lines; a quoted cell may span several of them."""
        return [row for row in self.reader(lines) if row]

    def reader(self, lines: Iterable[str]) -> Reader:
        return csv.reader(
            map(_join_blanks, lines) if self.delimiter == WHITESPACE else lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape or None,
            skipinitialspace=True,
        )


def _join_blanks(line: str) -> str:
    return " ".join(line.split()) + "\n" * line.endswith("\n")


def read_sep_line(text: str) -> str | None:
    """The delimiter that a first line such as ``sep=;`` (written for Excel) declares."""
    match = _SEP_LINE.match(text[:40].partition("\n")[0])
    return match.group(1) if match else None


def detect_dialect(text: str, told: str = "") -> Dialect | None:
    """The dialect of a text with ``\\n`` line ends, or None when it has one column only.

    ``told`` is the delimiter where somebody knows it.
    """
    sample = _cut_sample(text)
    delimiter = (
        told or _one_regular_delimiter(sample) or _clever_delimiter(sample) or _likely_delimiter(sample)
    )
    if not told and delimiter in (None, "\t") and _is_blank_separated(sample, delimiter):
        return Dialect(WHITESPACE)
    if delimiter is None:
        return None
    escape = "\\" if _ESCAPED.search(sample) else ""
    return Dialect(delimiter, _quote(sample, delimiter), escape)


def _cut_sample(text: str) -> str:
    """The first 8 KB, without the line that the cut goes through."""
    if len(text) <= _SAMPLE_CHARS:
        return text
    whole, _, _ = text[:_SAMPLE_CHARS].rpartition("\n")
    return whole or text[:_SAMPLE_CHARS]


def _widths(sample: str, delimiter: str) -> list[int]:
    return [len(row) for row in _split(sample, delimiter)]


def _split(sample: str, delimiter: str) -> list[list[str]]:
    try:
        return Dialect(delimiter).split(sample.splitlines(keepends=True))
    except csv.Error:
        return []


def _one_regular_delimiter(sample: str) -> str | None:
    """The only delimiter that cuts every line of the sample into equally many cells, if there is one.

    A tab is hardly ever part of a cell, so that it goes before marks within the cells that it cuts; but not
    where it only stands behind them.
    """
    regular = []
    for delimiter in _DELIMITERS:
        widths = _widths(sample, delimiter)
        if len(widths) > 1 and len(set(widths)) == 1 and widths[0] > 1:
            regular.append(delimiter)
    if "\t" in regular and not re.search(r"[,;|]\t", sample):
        return "\t"
    return regular[0] if len(regular) == 1 else None


def _clever_delimiter(sample: str) -> str | None:
    try:
        found = Detector().detect(sample, delimiters=_DELIMITERS)
    except (CleverError, csv.Error, re.error, ValueError, IndexError):
        return None
    return found.delimiter if found is not None and found.delimiter in _DELIMITERS else None


def _likely_delimiter(sample: str) -> str | None:
    """The delimiter under which most lines agree on a width above one."""
    best, best_share = None, _MIN_REGULAR_SHARE
    for delimiter in _DELIMITERS:
        widths = _widths(sample, delimiter)
        width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
        if width > 1 and count / len(widths) > best_share:
            best, best_share = delimiter, count / len(widths)
    return best


def _is_blank_separated(sample: str, delimiter: str | None) -> bool:
    """True for columns of numbers held apart by blanks; prose never has half of its words numeric.

    Beside tabs only where they alone do not cut the lines: some are doubled, or blanks stand in runs.
    """
    if delimiter and not _cuts_badly(sample, delimiter):
        return False
    rows = [row for row in _split(sample, WHITESPACE) if any(row)]
    width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    if width < 2 or count < max(2, _MIN_BLANK_SHARE * (len(rows) - 1)):
        return False
    below = [row for row in rows if len(row) == width][1:] or rows[1:]
    numeric = sum(all(map(_is_number_or_missing, column)) for column in zip(*below, strict=True))
    return numeric >= 0.5 * width


def _cuts_badly(sample: str, delimiter: str) -> bool:
    rows = _split(sample, delimiter)
    runs = sum(any(_BLANK_RUN.search(cell) for cell in row) for row in rows)
    return runs >= _MIN_BLANK_SHARE * len(rows) or len({len(row) for row in rows[1:]}) > 1


def _is_number_or_missing(cell: str) -> bool:
    return bool(_NUMBER.match(cell)) or is_missing_as_number(cell)


def _quote(sample: str, delimiter: str) -> str:
    """Single quotes count only where cells are wrapped in them and double quotes are nowhere."""
    if '"' in sample:
        return '"'
    wrapped = re.findall(_SINGLE_QUOTED.format(re.escape(delimiter)), sample, re.MULTILINE)
    lines = sample.count("\n") + 1
    return "'" if 2 * len(wrapped) >= lines else '"'
