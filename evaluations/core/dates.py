"""Dates in the forms that people write, recognised and parsed on a column's distinct strings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"((?P<month_name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?)\.?"
)
_YEAR = r"(?P<year>1[5-9]\d\d|2[01]\d\d)"
_WEEKDAY = r"((mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
_ZONE = r"(Z|UTC|GMT|[A-Z]{1,2}[DS]T|[+-]\d{2}:?\d{2})?"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(:(?P<second>\d{2})([.,]\d+)?)?"
_TIME = rf"([T\s:]+{_CLOCK}\s*(?P<half>[ap]m)?\s*{_ZONE})?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form + "$", re.IGNORECASE)
    for form in (
        _YEAR + r"[-/](?P<month>\d{1,2})([-/](?P<day>\d{1,2}))?" + _TIME,
        _YEAR + r"\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})" + _TIME,
        r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second_part>\d{1,2})(?P=mark)" + _YEAR + _TIME,
        r"(?P<first>\d{1,2})(?P<mark>/)(?P<second_part>\d{1,2})/(?P<year>\d{2})" + _TIME,
        r"(?P<first>\d{2})(?P<mark>\.)(?P<second_part>\d{2})\.(?P<year>\d{2})" + _TIME,
        rf"(?P<day>\d{{1,2}})(st|nd|rd|th)?[ ./-]*{_MONTH}[ .,/-]*(?P<year>\d{{4}}|\d{{2}})" + _TIME,
        rf"{_MONTH} +(?P<day>\d{{1,2}})(st|nd|rd|th)?,? +{_YEAR}" + _TIME,
        rf"{_MONTH}[ /-]{_YEAR}",
        rf"{_YEAR}[ /-]?{_MONTH}([ /-]?(?P<day>\d{{1,2}}))?" + _TIME,
        rf"{_MONTH} +(?P<day>\d{{1,2}}) +{_CLOCK} *{_ZONE} *{_YEAR}",
        r"(?P<first>\d{1,2})(?P<mark> )(?P<second_part>\d{1,2}), " + _YEAR,
    )
)
_DATE_SHARE = 0.95
_CENTURY_TURN = 69  # two-digit years: 69 is 1969, 68 is 2068, as in POSIX


def are_dates(levels: Sequence[str]) -> bool:
    """True when at least 95 % of the distinct strings are dates, with or without a time of day."""
    spare = (1 - _DATE_SHARE) * len(levels)
    for level in levels:
        spare -= _match(level) is None
        if spare < 0:
            return False
    return bool(levels) and int((~np.isnat(parse_dates(levels))).sum()) >= _DATE_SHARE * len(levels)


def parse_dates(levels: Sequence[str]) -> NDArray[np.datetime64]:
    """Each string as ``datetime64[s]``, NaT where it is none. Offsets from UTC are ignored.

    Whether 03/04/2020 is in March or in April follows from the other strings where one of them settles it;
    otherwise a full stop means day first (as in Europe), anything else month first (as pandas reads).
    """
    matches = [_match(level) for level in levels]
    day_first = _is_day_first([match for match in matches if match])
    parsed = [_build(match, day_first) if match else None for match in matches]
    return np.array(parsed, dtype="datetime64[s]")


def _match(level: str) -> re.Match[str] | None:
    if not 6 <= len(level) <= 40:
        return None
    return next((match for form in _FORMS if (match := form.match(level))), None)


def _is_day_first(matches: Sequence[re.Match[str]]) -> bool:
    numeric = [match for match in matches if "first" in match.re.groupindex]
    if any(int(match["first"]) > 12 for match in numeric):
        return True
    if any(int(match["second_part"]) > 12 for match in numeric):
        return False
    return any(match["mark"] == "." for match in numeric)


def _build(match: re.Match[str], day_first: bool) -> datetime | None:
    try:
        return datetime(_year(match["year"]), *_month_and_day(match, day_first), *_time_of_day(match))  # noqa: DTZ001
    except ValueError:
        return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= _CENTURY_TURN else 2000)


def _month_and_day(match: re.Match[str], day_first: bool) -> tuple[int, int]:
    parts = match.groupdict()
    if parts.get("month_name"):
        return _MONTHS.index(parts["month_name"].lower()) + 1, int(parts.get("day") or 1)
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second_part"])
        return (second, first) if day_first else (first, second)
    return int(parts["month"]), int(parts["day"] or 1)


def _time_of_day(match: re.Match[str]) -> tuple[int, int, int]:
    parts = match.groupdict()
    hour, half = int(parts.get("hour") or 0), (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour, int(parts.get("minute") or 0), int(parts.get("second") or 0)
