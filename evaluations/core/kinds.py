"""From a column of strings to a typed column: number, boolean, date, free text or category.

All decisions look at the distinct strings only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evaluations.core.dates import are_dates
from evaluations.core.numerals import NumberFormat, Numbers, convert, is_code, read_numbers
from evaluations.core.table import MISSING, Column

MISSING_WORDS = frozenset(
    {"", "na", "n/a", "n.a.", "#n/a", "#n/a n/a", "#na", "<na>", "nan", "-nan", "null", "?", "nat"}
    | {"#null!", "#div/0!", "#value!", "#ref!", "#num!", "1.#ind", "-1.#ind", "1.#qnan", "-1.#qnan"}
)
# Missing only among numbers and dates: "none" is a fair answer to "which veneer?".
_MISSING_AMONG_NUMBERS = frozenset({"none", ".", "..", "*", "unknown", "missing", "nil", "n.v.", "k.a."})
_DASHES = frozenset({"-", "--", "---", "–", "—"})
_TRUTH_PAIRS = (
    frozenset({"true", "false"}),
    frozenset({"yes", "no"}),
    frozenset({"y", "n"}),
    frozenset({"t", "f"}),
    frozenset({"on", "off"}),
    frozenset({"ja", "nein"}),
    frozenset({"wahr", "falsch"}),
    frozenset({"oui", "non"}),
    frozenset({"vrai", "faux"}),
    frozenset({"si", "no"}),
    frozenset({"sí", "no"}),
)
_TEXT_WORDS = 4.0
_TEXT_CHARS = 80.0
_TEXT_DISTINCT_SHARE = 0.5

Codes = NDArray[np.int32]


@dataclass(frozen=True)
class RawColumn:
    """A column as it stands in the file: codes of shape (n_rows,) into stripped, distinct strings.

    ``trimmed`` is True when blanks around the strings were removed.
    """

    name: str
    codes: Codes
    levels: tuple[str, ...]
    trimmed: bool = False


@dataclass(frozen=True)
class ColumnReading:
    """What was understood of one column; enough to read it again in the same way."""

    name: str
    kind: str
    number: NumberFormat = field(default_factory=NumberFormat)


@dataclass(frozen=True)
class TypedColumn:
    """The column, how it was read, and what the reader of the file should know.

    ``remark`` is "", "code", "overflow" or "not_numbers"; ``example`` is a string that shows it.
    """

    column: Column
    reading: ColumnReading
    remark: str = ""
    example: str = ""


def type_column(raw: RawColumn, decimal_hint: str = ".") -> TypedColumn:
    """Decide the kind of a column and convert it."""
    present = [level for level in raw.levels if level.lower() not in MISSING_WORDS]
    amounts = [level for level in present if not _is_missing_among_numbers(level)]
    if not amounts and (not present or len(present) > 1):
        return _as_number(raw, NumberFormat())  # nothing but missing values: pandas calls that a number too
    if amounts and is_code(amounts):
        return _as_levels(raw, "category", remark="code", example=_code_example(amounts))
    numbers = read_numbers(amounts, decimal_hint) if amounts else None
    if numbers is not None:
        return _as_number(raw, numbers.format)
    return _as_levels(raw, _kind_of_levels(raw, present, amounts))


def retype_column(raw: RawColumn, reading: ColumnReading) -> TypedColumn:
    """Convert a column in the way that was decided before."""
    if reading.kind == "number":
        return _as_number(raw, reading.number)
    return _as_levels(raw, reading.kind)


def _is_missing_among_numbers(level: str) -> bool:
    return level.lower() in _MISSING_AMONG_NUMBERS or level in _DASHES


def _code_example(levels: Sequence[str]) -> str:
    return next((level for level in levels if level.startswith("0") and len(level) > 1), max(levels, key=len))


def _kind_of_levels(raw: RawColumn, present: Sequence[str], amounts: Sequence[str]) -> str:
    folded = {level.lower() for level in present if level not in _DASHES}
    if len(present) <= 2 and folded and any(folded <= pair for pair in _TRUTH_PAIRS):
        return "boolean"
    if are_dates(amounts):
        return "date"
    return "text" if _is_free_text(raw, present) else "category"


def _is_free_text(raw: RawColumn, present: Sequence[str]) -> bool:
    """Mean of four words or more, or of 80 characters, and more than half of the values distinct."""
    lookup = set(present)
    known = np.array([level in lookup for level in raw.levels], dtype=bool)
    counts = np.bincount(raw.codes, minlength=len(raw.levels))[known]
    rows = int(counts.sum())
    if len(present) <= _TEXT_DISTINCT_SHARE * rows:
        return False
    kept = [level for level in raw.levels if level in lookup]
    words = np.dot(counts, [len(level.split()) for level in kept]) / rows
    chars = np.dot(counts, [len(level) for level in kept]) / rows
    return bool(words >= _TEXT_WORDS or chars > _TEXT_CHARS)


def _as_number(raw: RawColumn, form: NumberFormat) -> TypedColumn:
    numbers = convert(raw.levels, form)
    values = np.where(np.isfinite(numbers.values), numbers.values, np.nan)
    present = _known(raw.levels, numbers)
    remark, example = _number_remark(raw.levels, numbers)
    written = [level for level, known in zip(raw.levels, present, strict=True) if known]
    whole = bool(written) and convert(written, form).whole
    column = Column(raw.name, "number", values[raw.codes], integer=whole)
    return TypedColumn(column, ColumnReading(raw.name, "number", form), remark, example)


def _known(levels: Sequence[str], numbers: Numbers) -> NDArray[np.bool_]:
    return np.isfinite(numbers.values)


def _number_remark(levels: Sequence[str], numbers: Numbers) -> tuple[str, str]:
    """What could not be read: a value beyond float64, or a word where the file was told to have numbers."""
    for level, value in zip(levels, numbers.values, strict=True):
        if np.isinf(value):
            return "overflow", level
    for level, value in zip(levels, numbers.values, strict=True):
        if np.isnan(value) and level.lower() not in MISSING_WORDS and not _is_missing_among_numbers(level):
            return "not_numbers", level
    return "", ""


def _as_levels(raw: RawColumn, kind: str, remark: str = "", example: str = "") -> TypedColumn:
    absent = MISSING_WORDS | _absent_words(raw.levels, kind)
    kept = [level for level in raw.levels if level.lower() not in absent]
    position = {level: code for code, level in enumerate(kept)}
    recode = np.array([position.get(level, MISSING) for level in raw.levels], dtype=np.int32)
    column = Column(raw.name, kind, recode[raw.codes], tuple(kept))
    return TypedColumn(column, ColumnReading(raw.name, kind), remark, example)


def _absent_words(levels: Sequence[str], kind: str) -> frozenset[str]:
    """Words that mean missing in this column: a dash does, unless it is half of + and -."""
    if kind == "date":
        return _MISSING_AMONG_NUMBERS | _DASHES
    others = [level for level in levels if level not in _DASHES and level.lower() not in MISSING_WORDS]
    return _DASHES if len(others) >= 2 and "+" not in others else frozenset()
