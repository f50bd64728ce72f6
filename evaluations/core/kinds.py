"""From a column of strings to a typed column: number, boolean, date, free text or category.

All decisions look at the distinct strings only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evaluations.core.dates import are_dates, parse_dates
from evaluations.core.numerals import (
    NumberFormat,
    Numbers,
    convert,
    is_code,
    looks_like_number,
    read_numbers,
    read_plain,
)
from evaluations.core.table import MISSING, Column

MISSING_WORDS = frozenset(
    {"", "na", "n/a", "n.a.", "#n/a", "#n/a n/a", "#na", "<na>", "nan", "-nan", "null", "?", "nat"}
    | {"#null!", "#div/0!", "#value!", "#ref!", "#num!", "1.#ind", "-1.#ind", "1.#qnan", "-1.#qnan"}
    | {"#nv", "#n/d", "#name?", "#wert!", "#bezug!", "#zahl!", "#valeur!", "<null>", "(null)", "\\n"}
)
_MISSING_TO_PANDAS = frozenset({"", "NA", "N/A", "n/a", "NaN", "nan", "-nan", "NULL", "null", "None", "<NA>"})
# Missing only among numbers and dates: "none" is a fair answer to "which veneer?".
_MISSING_AMONG_NUMBERS = frozenset(
    {
        "inf",
        "-inf",
        "+inf",
        "infinity",
        "-infinity",
        "none",
        ".",
        "..",
        "*",
        "unknown",
        "missing",
        "nil",
        *("n.v.", "k.a.", "n.d.", "nd", "n/d", "s/d", ":", "$-", "$ -", "€-", "- €", "€ -", "- $"),
        *("not available", "no data", "tbd"),
    }
)
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
    frozenset({"sì", "no"}),
    frozenset({"vero", "falso"}),
    frozenset({"verdadero", "falso"}),
    frozenset({"sim", "não"}),
    frozenset({"sim", "nao"}),
    frozenset({"tak", "nie"}),
    frozenset({"да", "нет"}),
    frozenset({"evet", "hayır"}),
)
_NEARLY = 0.8
_LOOKED_AT = 1_000
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

    ``remark`` is "", "code", "overflow", "not_numbers", "nearly_numbers" or "not_dates"; ``example``
    is a string that shows it; ``absent`` are words read as missing that pandas would have kept;
    ``scaled`` and ``bracketed`` are as in ``Numbers``.
    """

    column: Column
    reading: ColumnReading
    remark: str = ""
    example: str = ""
    absent: tuple[str, ...] = ()
    scaled: bool = False
    bracketed: bool = False


def type_column(raw: RawColumn, decimal_hint: str = ".") -> TypedColumn:
    """Decide the kind of a column and convert it."""
    plain = _read_if_plain(raw, decimal_hint)
    if plain is not None:
        return plain
    present = [level for level in raw.levels if level.lower() not in MISSING_WORDS]
    amounts = [level for level in present if not _is_missing_among_numbers(level)]
    if not amounts and (not present or len(present) > 1):
        return _as_number(raw, Numbers(np.empty(0), False, NumberFormat()), [])  # as pandas: all NaN
    if amounts and is_code(amounts):
        return _as_levels(raw, "category", remark="code", example=_code_example(amounts))
    numbers = read_numbers(amounts, decimal_hint) if amounts else None
    if numbers is not None:
        return _as_number(raw, numbers, amounts)
    kind = _kind_of_levels(raw, present, amounts)
    return _as_dates(raw, amounts) if kind == "date" else _as_levels(raw, kind)


def retype_column(raw: RawColumn, reading: ColumnReading) -> TypedColumn:
    """Convert a column in the way that was decided before."""
    if reading.kind == "number" and reading.number == NumberFormat():
        plain = _read_if_plain(raw, ".", codes=True)
        if plain is not None:
            return plain
    amounts = [level for level in raw.levels if not is_missing_as_number(level)]
    if reading.kind == "category" and amounts and is_code(amounts):
        return _as_levels(raw, "category", remark="code", example=_code_example(amounts))
    if reading.kind == "date":
        return _as_dates(raw, amounts)
    if reading.kind != "number":
        return _as_levels(raw, reading.kind)
    return _as_number(raw, convert(amounts, reading.number), amounts)


def _is_missing_among_numbers(level: str) -> bool:
    return level.lower() in _MISSING_AMONG_NUMBERS or level in _DASHES


def _read_if_plain(raw: RawColumn, decimal_hint: str, *, codes: bool = False) -> TypedColumn | None:
    """The common case, quickly: nothing but plain numbers and empty cells (and no codes, unless told so)."""
    filled = [level for level in raw.levels if level]
    numbers = read_plain(filled) if filled and decimal_hint == "." else None
    if numbers is None or (numbers.whole and not codes and is_code(filled)):
        return None
    return _as_number(raw, numbers, filled)


def is_missing_as_number(level: str) -> bool:
    """True for the words that stand for missing where numbers or dates are expected."""
    return level.lower() in MISSING_WORDS or _is_missing_among_numbers(level)


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


def _as_number(raw: RawColumn, numbers: Numbers, amounts: Sequence[str]) -> TypedColumn:
    """``numbers`` are those of ``amounts``, the strings that are not words for missing."""
    finite = np.where(np.isfinite(numbers.values), numbers.values, np.nan)
    value_of = finite
    if len(amounts) != len(raw.levels):
        lookup = dict(zip(amounts, finite, strict=True))
        value_of = np.array([lookup.get(level, np.nan) for level in raw.levels], dtype=np.float64)
    whole = numbers.whole and bool(np.isfinite(finite).any())
    column = Column(raw.name, "number", value_of[raw.codes], integer=whole)
    remark, example = _number_remark(amounts, numbers)
    reading = ColumnReading(raw.name, "number", numbers.format)
    absent = _unusual(set(raw.levels) - set(amounts))
    return TypedColumn(column, reading, remark, example, absent, numbers.scaled, numbers.bracketed)


def _unusual(absent: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word in absent if word not in _MISSING_TO_PANDAS))


def _number_remark(amounts: Sequence[str], numbers: Numbers) -> tuple[str, str]:
    """What could not be read: a value beyond float64, or a word where the file was told to have numbers."""
    for remark, odd in (("overflow", np.isinf(numbers.values)), ("not_numbers", np.isnan(numbers.values))):
        if odd.any():
            return remark, amounts[int(odd.argmax())]
    return "", ""


def _as_dates(raw: RawColumn, amounts: Sequence[str]) -> TypedColumn:
    """``amounts`` are the strings that are not words for missing; what is no date among them is said."""
    odd = np.isnat(parse_dates(amounts))
    if not odd.any():
        return _as_levels(raw, "date")
    return _as_levels(raw, "date", remark="not_dates", example=amounts[int(odd.argmax())])


def _as_levels(raw: RawColumn, kind: str, remark: str = "", example: str = "") -> TypedColumn:
    absent = MISSING_WORDS | _absent_words(raw.levels, kind)
    kept = [level for level in raw.levels if level.lower() not in absent]
    position = {level: code for code, level in enumerate(kept)}
    recode = np.array([position.get(level, MISSING) for level in raw.levels], dtype=np.int32)
    column = Column(raw.name, kind, recode[raw.codes], tuple(kept))
    if kind in ("category", "text") and not remark:
        example = _find_odd_among_numbers(kept)
        remark = "nearly_numbers" if example else ""
    return TypedColumn(
        column, ColumnReading(raw.name, kind), remark, example, _unusual(set(raw.levels) - set(kept))
    )


def _find_odd_among_numbers(levels: Sequence[str]) -> str:
    """The first string that is no number, where nearly all others are; "" otherwise."""
    looked_at = levels[:_LOOKED_AT]
    odd = [level for level in looked_at if not looks_like_number(level)]
    return odd[0] if odd and len(odd) <= (1 - _NEARLY) * len(looked_at) else ""


def _absent_words(levels: Sequence[str], kind: str) -> frozenset[str]:
    """Words that mean missing in this column: a dash does, unless it is half of + and -."""
    if kind == "date":
        return _MISSING_AMONG_NUMBERS | _DASHES
    others = [level for level in levels if level not in _DASHES and level.lower() not in MISSING_WORDS]
    return _DASHES if len(others) >= 2 and "+" not in others else frozenset()
