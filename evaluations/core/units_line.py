"""A second line below the names that says what the columns are measured in (°C, mm), or what was asked."""

from __future__ import annotations

from collections.abc import Sequence

from evaluations.core.kinds import is_missing_as_number
from evaluations.core.numerals import looks_like_number

_MIN_BELOW = 10
_MIN_NUMBERS = 2


def skip_units(rows: Sequence[tuple[int, int, list[str]]], body_line: int, width: int) -> int:
    """The line of the first row of values, where ``rows`` are (first line, last line, cells).

    One row of words above nothing but numbers is no value: read as one, it would make names of all numbers.
    """
    body = [(end, row) for line, end, row in rows if line >= body_line and any(cell.strip() for cell in row)]
    if len(body) <= _MIN_BELOW:
        return body_line
    (end, first), below = body[0], [row for _, row in body[1:]]
    above_numbers = [
        cell.strip()
        for place, cell in enumerate(first[:width])
        if _are_numbers([row[place].strip() for row in below if place < len(row)])
    ]
    words = [cell for cell in above_numbers if not is_missing_as_number(cell)]
    says_units = (
        len(above_numbers) >= _MIN_NUMBERS
        and 2 * len(words) > len(above_numbers)
        and not any(map(looks_like_number, above_numbers))
        and not any(cell and is_missing_as_number(cell) for cell in above_numbers)
    )
    return end + 1 if says_units else body_line


def _are_numbers(cells: Sequence[str]) -> bool:
    return any(map(looks_like_number, cells)) and all(
        looks_like_number(cell) or is_missing_as_number(cell) for cell in cells
    )
