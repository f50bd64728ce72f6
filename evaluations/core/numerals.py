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
_CURRENCY = (
    r"(?:US|A|C|CA|AU|NZ|HK|R|S)?\$|[€£¥₹₽₩₺₴₫₪₱₦฿]|Rs\.?|kr\.?|zł|Kč|Fr\.|USD|EUR|GBP|CHF|INR|JPY|CNY|AUD|CAD"
    r"|SEK|NOK|DKK|PLN|BRL|RUB|TRY|KRW"
)
_SCALES = {"k": "e3", "K": "e3", "M": "e6", "B": "e9", "bn": "e9", "Bn": "e9"}
_SCALE = re.compile(rf"[{_BLANKS}]*({'|'.join(sorted(_SCALES, key=len, reverse=True))})$")
_POWERS = tuple(set(_SCALES.values()))
_DECORATED = re.compile(
    rf"[{_BLANKS}]*(?P<sign>[+-]?)[{_BLANKS}]*(?P<before>{_CURRENCY})?[{_BLANKS}]*"
    rf"(?P<core>[+-]?[0-9.,'’{_BLANKS}]*[0-9][0-9.]*)"
    rf"(?:(?P<power>[eE][+-]?[0-9]{{1,3}})|[{_BLANKS}]?(?P<scale>{'|'.join(_SCALES)}))?"
    rf"[{_BLANKS}]*(?P<after>[%+]|{_CURRENCY})?[{_BLANKS}]*$"
)
_PLAIN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$")
_BLANK = re.compile(rf"[{_BLANKS}'’]")
_POINT_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}$")
_BELOW_THOUSAND = re.compile(r"(0|[1-9][0-9]{0,2})$")
_INDIAN = "[1-9][0-9]?(,[0-9]{2})+,[0-9]{3}|"  # 12,34,567: groups of two before the last three


def _grouped(group: str, decimal: str, other: str = "") -> re.Pattern[str]:
    """Whole groups of three; a leading 0 begins no group, so 0,123 can only be a decimal comma."""
    return re.compile(rf"[+-]?({other}[1-9][0-9]{{0,2}}({group}[0-9]{{3}})+|[0-9]+)({decimal}[0-9]*)?$")


_POINT = _grouped(",", r"\.", _INDIAN)
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
    decoration : "", "%", "+" (behind: that many or more) or a currency sign
    ambiguous : True when the same strings read differently under the other decimal mark
    """

    decimal: str = "."
    thousands: str = ""
    decoration: str = ""
    ambiguous: bool = False


@dataclass(frozen=True)
class Numbers:
    """The values of a column's distinct strings, in their order; NaN where a string is no number.

    ``scaled`` says that some are written short, such as 1.5K and 20M; ``bracketed`` that (5) means -5.
    """

    values: NDArray[np.float64]
    whole: bool
    format: NumberFormat
    scaled: bool = False
    bracketed: bool = False


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
    numbers = convert(levels, form)
    return None if np.isnan(numbers.values).any() else numbers


def may_group_by_points(levels: Sequence[str]) -> bool:
    """A quick look at some of the strings: False for nearly all columns."""
    pointed = [level for level in levels if "." in level]
    return bool(pointed) and all(map(_POINT_GROUP.match, pointed))


def has_point_groups(levels: Sequence[str]) -> bool:
    """True where points can only be thousands marks: 950 beside 12.500.

    With a fixed number of decimals it were 950.000, without one 12.5.
    """
    pointed = [level for level in levels if "." in level]
    bare = [level for level in levels if "." not in level]
    return (
        any(level.endswith("0") for level in pointed)
        and all(map(_POINT_GROUP.match, pointed))
        and any(level != "0" for level in bare)
        and all(map(_BELOW_THOUSAND.match, bare))
    )


def looks_like_number(level: str) -> bool:
    """True for a plain number or one with marks and signs, whatever its decimal mark."""
    return len(level) <= _MAX_CHARS and bool(_DECORATED.match(_plain_sign(level)))


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
    if not _join(levels).translate(None, _MARKED_BYTES) and not any(one.endswith("+") for one in levels):
        return _combine(_recognise_marks(levels, decimal_hint), "")
    found = [_DECORATED.match(_plain_sign(level)) for level in levels]
    matches = [match for match in found if match]
    if len(matches) < len(found) or all(map(_is_bracketed, levels)) or not _are_amounts(matches):
        return None
    decoration = _common_decoration(matches)
    if decoration is None:
        return None
    cores = [match["core"].strip(_BLANKS) for match in matches]
    if any(match["power"] for match in matches):
        return _combine(_recognise_decimal(cores), decoration)
    return _combine(_recognise_marks(cores, decimal_hint), decoration)


def _combine(marks: tuple[str, str, bool] | None, decoration: str) -> NumberFormat | None:
    return NumberFormat(marks[0], marks[1], decoration, marks[2]) if marks else None


def _are_amounts(matches: Sequence[re.Match[str]]) -> bool:
    """False for what may be names: 2B, 3B are flats, where 2.5B, $2B or 900K beside 2M are amounts."""
    scaled = [match for match in matches if match["scale"]]
    amounts = any(match["before"] or match["after"] or "." in match["core"] for match in scaled)
    return not scaled or amounts or len({match["scale"].lower() for match in scaled}) > 1


def _common_decoration(matches: Sequence[re.Match[str]]) -> str | None:
    """The one sign; money may lack it, and so may zeros. None for two: those are not one quantity."""
    decorations = {_decoration(match) for match in matches}
    if len(decorations) == 1:
        return decorations.pop()
    signs = decorations - {""}
    if len(signs) > 1 or None in signs:
        return None
    bare = (match["core"] for match in matches if _decoration(match) == "")
    sign = signs.pop()
    return sign if sign not in ("%", "+") or all(not core.strip("+-0.,") for core in bare) else None


def _decoration(match: re.Match[str]) -> str | None:
    """The sign that is there; None when there are two."""
    before, after = match["before"] or "", match["after"] or ""
    return None if before and after else before or after


def _recognise_decimal(cores: Sequence[str]) -> tuple[str, str, bool] | None:
    """The decimal mark of numbers of which some have an exponent: they have no thousands marks."""
    if all(map(_PLAIN.match, cores)):
        return ".", "", False
    commas = all(_PLAIN.match(core.replace(",", ".")) for core in cores if "." not in core)
    return (",", "", False) if commas and not any("." in core for core in cores) else None


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
    scaled = any(text != level and text.endswith(_POWERS) for text, level in zip(texts, levels, strict=True))
    bracketed = any(map(_is_bracketed, levels))
    plain = read_plain(texts)
    if plain is not None:
        return replace(plain, format=form, scaled=scaled, bracketed=bracketed)
    values = np.fromiter((_float_or_nan(text) for text in texts), dtype="float64", count=len(texts))
    known = [text for text, value in zip(texts, values, strict=True) if value == value]
    return Numbers(values, not _join(known).translate(None, _WHOLE_BYTES), form, scaled, bracketed)


def _normalise(level: str, form: NumberFormat) -> str:
    """The string as Python writes numbers."""
    text = _plain_sign(level)
    if form.decoration:
        text = text.replace(form.decoration, "").strip()
    text = _SCALE.sub(_as_power, text) if len(text) <= _MAX_CHARS else text
    if form.thousands == " ":
        text = _BLANK.sub("", text)
    elif form.thousands:
        text = text.replace(form.thousands, "")
    text = text.replace(form.decimal, ".") if form.decimal != "." else text
    return text.replace(" ", "") if form.decoration else text.strip()


def _as_power(match: re.Match[str]) -> str:
    return _SCALES[match[1]]


def _plain_sign(level: str) -> str:
    """A minus that Python knows; brackets mean one in bookkeeping."""
    return f"-{level[1:-1].strip()}" if _is_bracketed(level) else level.replace("−", "-")


def _is_bracketed(level: str) -> bool:
    return level.startswith("(") and level.endswith(")") and any(map(str.isdigit, level[:_MAX_CHARS]))


def _float_or_nan(text: str) -> float:
    """Strictly what ``read_plain`` takes: no underscores, no ``inf``."""
    if text.encode("utf-8", "replace").translate(None, _PLAIN_BYTES):
        return np.nan
    try:
        return float(text)
    except ValueError:
        return np.nan
