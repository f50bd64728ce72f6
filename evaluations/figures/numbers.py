"""Numbers in words: as many digits as are meant, never "nan"."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TypeGuard

_NUMBERS = (int, float)  # asked a thousand times for a page: a union would be made at each
_LARGEST = 1e200  # sums and differences of such numbers are still finite
_TOO_LONG = 1e9
_MOST_ROWS = 1e12
_TOO_SMALL = 1e-5
_FINEST = 4  # decimals that tell a score from 1
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def is_number(value: object) -> TypeGuard[float]:
    """True for an int or float that can be drawn: finite, not beyond all measure, not True or False."""
    return isinstance(value, _NUMBERS) and not isinstance(value, bool) and abs(value) <= _LARGEST


def is_row_count(value: object) -> TypeGuard[float]:
    """True for a number that rows can be counted or numbered by."""
    return is_number(value) and 0 <= value <= _MOST_ROWS


def numbers(values: object) -> list[float]:
    """The finite numbers among ``values``; an empty list for anything that is no list."""
    return [float(value) for value in values if is_number(value)] if isinstance(values, list | tuple) else []


def decimals_for(score: float, half_width: float | None, *, unit_scale: bool) -> int:
    """How many decimals a score deserves.

    One significant digit of the uncertainty where it is known, else three of the score. Scores
    between 0 and 1 have two decimals, three where they are sure to that or near either end.
    """
    if half_width and half_width > 0:
        wanted = -math.floor(math.log10(half_width))
    elif unit_scale:
        wanted = 2 if 0.1 <= abs(score) <= 0.99 or score in (0, 1) else 3
    else:
        wanted = 2 - (math.floor(math.log10(abs(score))) if score else 0)
    return max(2, min(3, wanted)) if unit_scale else max(0, min(6, wanted))


def tell_from_one(values: Iterable[float], decimals: int) -> int:
    """As many decimals as it takes that none of ``values`` that is not quite 1 reads "1.00"; four at most.

    For numbers that stand together: all of them are written with as many, and none alone with more.
    """
    near = [abs(value) for value in values if round(abs(value), _FINEST) < 1]
    return next((d for d in range(decimals, _FINEST) if all(round(value, d) < 1 for value in near)), _FINEST)


def write(value: float, decimals: int) -> str:
    """``value`` with thousands separators; as a power of ten where nobody would read the zeros."""
    if not math.isfinite(value):
        return "no number"
    if abs(value) >= _TOO_LONG or (0 < abs(value) < _TOO_SMALL and decimals > _FINEST):
        return _write_power(value)
    whole = len(f"{abs(value):.0f}")
    text = f"{value:,.{min(decimals, max(0, 7 - whole))}f}"
    if 0.9 < abs(value) < 1 and decimals >= 2:
        text = _not_quite_perfect(value, text, decimals)
    if text[0] == "-":
        return text.replace("-", "−") if text.strip("-0.") else text[1:]
    return text


def _write_power(value: float) -> str:
    """ "2.6×10¹¹"."""
    digits, power = f"{value:.1e}".split("e")
    return f"{digits.removesuffix('.0').replace('-', '−')}×10{str(int(power)).translate(_RAISED)}"


def _not_quite_perfect(value: float, text: str, decimals: int) -> str:
    """What is not quite 1 does not read "1.00", unless four decimals do not tell it apart."""
    finer = (f"{value:.{places}f}" for places in range(decimals, 5))
    return next((shown for shown in finer if float(shown) not in (-1.0, 1.0)), text)


def write_short(value: float) -> str:
    """Three significant digits, for ticks, distances and counts in sentences."""
    if not math.isfinite(value):
        return "no number"
    if value == 0:
        return "0"
    digits = 2 - math.floor(math.log10(abs(value)))
    text = _without_comma(write(value, max(0, min(8, digits))))
    return text.rstrip("0").rstrip(".") if "." in text and "×" not in text else text


def write_tick(value: float, span: float) -> str:
    """A round value on a scale ``span`` long: as many decimals as it takes to tell it exactly."""
    exact = (places for places in range(9) if abs(round(value, places) - value) <= span * 1e-6)
    return _without_comma(write(value, next(exact, 9)))


def _without_comma(text: str) -> str:
    """Four digits stand together: 1990 may be a year."""
    return text.replace(",", "") if len(text.partition(".")[0].lstrip("−")) == 5 else text


def percent(part: float, whole: float) -> str:
    """A share as "87 %", never broken over lines; "0 %" and "100 %" only when exactly so."""
    share = 100 * part / whole if whole > 0 else 0.0
    if 0 < share < 1:
        return "under 1\u00a0%"
    return "over 99\u00a0%" if 99 < share < 100 else f"{share:.0f}\u00a0%"


def tidy(value: object) -> float | int | None:
    """A number for a data table: four significant digits, None for what is no number."""
    if not is_number(value):
        return None
    return value if isinstance(value, int) else float(f"{value:.4g}")


def count(number: int, noun: str) -> str:
    """ "1 row", "2 rows"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
