"""Numbers as people write them: decimal commas, thousands marks, currency and percent signs.

Everything works on the distinct strings of a column, so that its cost does not grow with repeated values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

_PLAIN_BYTES = b"0123456789+-.eE\n"
_MARKED_BYTES = b"0123456789+-.,\n"
_WHOLE_BYTES = b"0123456789+-\n"
_EXACT = 2.0**53  # the largest whole number up to which float64 holds every whole number
_CODE_SHARE = 0.02
_LEADING_ZERO = re.compile(r"^[+-]?0\d+$", re.MULTILINE)

_MAX_CHARS = 40  # no number is longer; keeps hostile cells away from the patterns below
_BLANKS = " \t\u00a0\u2007\u2009\u202f"
_CURRENCY = "[$€£¥₹₽]|USD|EUR|GBP|CHF|INR"
_DECORATED = re.compile(
    rf"[{_BLANKS}]*(?P<sign>[+-]?)[{_BLANKS}]*(?P<before>{_CURRENCY})?[{_BLANKS}]*"
    rf"(?P<core>[+-]?[0-9.,'’{_BLANKS}]*[0-9][0-9.]*)"
    rf"[{_BLANKS}]*(?P<after>%|{_CURRENCY})?[{_BLANKS}]*$"
)
_PLAIN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$")
_BLANK = re.compile(rf"[{_BLANKS}'’]")


def _grouped(group: str, decimal: str) -> re.Pattern[str]:
    """Whole groups of three; a leading 0 begins no group, so 0,123 can only be a decimal comma."""
    return re.compile(rf"[+-]?([1-9][0-9]{{0,2}}({group}[0-9]{{3}})+|[0-9]+)({decimal}[0-9]*)?$")


_POINT = _grouped(",", r"\.")
_COMMA = _grouped(r"\.", ",")
_BLANK_POINT = _grouped(rf"[{_BLANKS}'’]", r"\.")
_BLANK_COMMA = _grouped(rf"[{_BLANKS}'’]", ",")


@dataclass(frozen=True)
class NumberFormat:
    """How the numbers of a column are written.

    Parameters
    ----------
    decimal : "." or ","
    thousands : "", ".", "," or " " (a blank of any kind, or an apostrophe)
    decoration : "", "%" or a currency sign
    ambiguous : True when the same strings read differently under the other decimal mark
    """

    decimal: str = "."
    thousands: str = ""
    decoration: str = ""
    ambiguous: bool = False


@dataclass(frozen=True)
class Numbers:
    """The values of a column's distinct strings, in their order; NaN where a string is no number."""

    values: NDArray[np.float64]
    whole: bool
    format: NumberFormat


def read_numbers(levels: Sequence[str], decimal_hint: str = ".") -> Numbers | None:
    """Every string as a number, or None when one is not.

    ``decimal_hint`` is the decimal mark of the file's other columns; it settles what is ambiguous.
    """
    if decimal_hint == ".":
        plain = read_plain(levels)
        if plain is not None:
            return plain
    form = recognise_format(levels, decimal_hint)
    if form is None:
        return read_plain(levels)
    return convert(levels, form)


def looks_like_number(level: str) -> bool:
    """True for a plain number or one with marks and signs, whatever its decimal mark."""
    return len(level) <= _MAX_CHARS and bool(_DECORATED.match(_ascii_minus(level)))


def is_code(levels: Sequence[str]) -> bool:
    """True for digit strings that are names, not amounts: leading zeros, or too long to be held exactly."""
    joined = "\n".join(levels)
    if joined.encode("utf-8", "replace").translate(None, _WHOLE_BYTES):
        return False
    zeros = len(_LEADING_ZERO.findall(joined))
    return zeros >= max(1.0, _CODE_SHARE * len(levels)) or max(map(_magnitude, levels), default=0.0) > _EXACT


def _magnitude(level: str) -> float:
    try:
        return abs(float(level))
    except ValueError:
        return 0.0


def read_plain(levels: Sequence[str]) -> Numbers | None:
    """The strings as Python reads numbers, None when one of them is no such number."""
    joined = _join(levels)
    if joined.translate(None, _PLAIN_BYTES):
        return None
    try:
        values = np.fromiter(map(float, levels), dtype="float64", count=len(levels))
    except ValueError:
        return None
    return Numbers(values, not joined.translate(None, _WHOLE_BYTES), NumberFormat())


def _join(levels: Sequence[str]) -> bytes:
    return "\n".join(levels).encode("utf-8", "replace")


def recognise_format(levels: Sequence[str], decimal_hint: str) -> NumberFormat | None:
    """How all of these strings write numbers, or None when no one way reads them all."""
    if max(map(len, levels), default=0) > _MAX_CHARS:
        return None
    if not _join(levels).translate(None, _MARKED_BYTES):
        return _combine(_recognise_marks(levels, decimal_hint), "")
    matches = [_DECORATED.match(_ascii_minus(level)) for level in levels]
    if not all(matches):
        return None
    decorations = {_decoration(match) for match in matches if match}
    decoration = decorations.pop()
    if decorations or decoration is None:
        return None  # dollars beside euros, percent beside shares: not one quantity
    cores = [match["core"].strip(_BLANKS) for match in matches if match]
    return _combine(_recognise_marks(cores, decimal_hint), decoration)


def _combine(marks: tuple[str, str, bool] | None, decoration: str) -> NumberFormat | None:
    return NumberFormat(marks[0], marks[1], decoration, marks[2]) if marks else None


def _decoration(match: re.Match[str]) -> str | None:
    """The sign that is there; None when there are two."""
    before, after = match["before"] or "", match["after"] or ""
    return None if before and after else before or after


def _recognise_marks(cores: Sequence[str], decimal_hint: str) -> tuple[str, str, bool] | None:
    """(decimal, thousands, ambiguous) of bare numbers."""
    if any(map(_BLANK.search, cores)):
        return _recognise_blank_groups(cores)
    point = all(_POINT.match(core) or _PLAIN.match(core) for core in cores)
    comma = all(map(_COMMA.match, cores))
    if not point and not comma:
        return None
    if not any("," in core or "." in core for core in cores):
        return ".", "", False
    decimal = decimal_hint if point and comma else "." if point else ","
    group = "," if decimal == "." else "."
    return decimal, group if any(group in core for core in cores) else "", point and comma


def _recognise_blank_groups(cores: Sequence[str]) -> tuple[str, str, bool] | None:
    for decimal, pattern in ((".", _BLANK_POINT), (",", _BLANK_COMMA)):
        if all(pattern.match(core) for core in cores):
            return decimal, " ", False
    return None


def convert(levels: Sequence[str], form: NumberFormat) -> Numbers:
    """The strings read in one way; those that cannot be are NaN."""
    plain = read_plain(levels) if form == NumberFormat() else None
    if plain is not None:
        return plain
    texts = [_normalise(level, form) for level in levels]
    plain = read_plain(texts)
    if plain is not None:
        return replace(plain, format=form)
    values = np.fromiter((_float_or_nan(text) for text in texts), dtype="float64", count=len(texts))
    known = [text for text, value in zip(texts, values, strict=True) if value == value]
    return Numbers(values, not _join(known).translate(None, _WHOLE_BYTES), form)


def _normalise(level: str, form: NumberFormat) -> str:
    """The string as Python writes numbers."""
    text = _ascii_minus(level)
    if form.decoration:
        text = text.replace(form.decoration, "")
    if form.thousands == " ":
        text = _BLANK.sub("", text)
    elif form.thousands:
        text = text.replace(form.thousands, "")
    text = text.replace(form.decimal, ".") if form.decimal != "." else text
    return text.replace(" ", "") if form.decoration else text.strip()


def _ascii_minus(level: str) -> str:
    return level.replace("−", "-")


def _float_or_nan(text: str) -> float:
    """Strictly what ``read_plain`` takes: no underscores, no ``inf``."""
    if text.encode("utf-8", "replace").translate(None, _PLAIN_BYTES):
        return np.nan
    try:
        return float(text)
    except ValueError:
        return np.nan
