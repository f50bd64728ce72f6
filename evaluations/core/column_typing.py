"""The kinds of a table's columns: found, as they were decided before, or as the file's owner says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from evaluations.core.dates import parse_dates
from evaluations.core.kinds import (
    ColumnReading,
    RawColumn,
    TypedColumn,
    is_missing_as_number,
    retype_column,
    type_column,
)
from evaluations.core.numerals import NumberFormat, has_point_groups, may_group_by_points, read_numbers
from evaluations.core.read_error import ReadError

_MAX_NAMES = 8
_GLANCE = 200


def find_kinds(raw: Sequence[RawColumn], delimiter: str, decimal: str = "") -> list[TypedColumn]:
    """Type every column; if the file turns out to write decimal commas, read what was ambiguous again.

    ``decimal`` is the mark that the owner names; it settles what can be read in two ways.
    """
    typed = [type_column(column, "." if decimal else _find_mark(column)) for column in raw]
    if decimal == "." or not (decimal or _writes_decimal_commas(typed, delimiter)):
        return typed
    return [
        type_column(column, ",") if _could_be_comma(first) else first
        for column, first in zip(raw, typed, strict=True)
    ]


def _find_mark(raw: RawColumn) -> str:
    """The decimal mark that the column alone tells: a comma where points group thousands."""
    if not may_group_by_points(raw.levels[:_GLANCE]):
        return "."
    amounts = [level for level in raw.levels if not is_missing_as_number(level)]
    return "," if has_point_groups(amounts) else "."


def repeat_kinds(
    raw: Sequence[RawColumn], before: Sequence[ColumnReading], decimal: str = ""
) -> list[TypedColumn]:
    """Type every column as it was before; numbers anew where ``decimal`` names another mark.

    Raise ``ReadError`` when they are not the columns of that time.
    """
    if [column.name for column in raw] != [one.name for one in before]:
        raise ReadError(
            "reading_mismatch",
            "The file does not have the columns any more that it had when it was read before.",
            "Upload the file again.",
        )
    return [
        type_as_told(column, "number", decimal)
        if decimal and one.kind == "number"
        else retype_column(column, one)
        for column, one in zip(raw, before, strict=True)
    ]


def apply_kinds(
    raw: Sequence[RawColumn], typed: Sequence[TypedColumn], told: Mapping[str, str], decimal: str = ""
) -> list[TypedColumn]:
    """Columns whose kind the owner names are of that kind. Raise ``ReadError`` for one that cannot be."""
    unknown = sorted(set(told) - {column.name for column in raw})
    if unknown:
        raise _refuse_name(unknown[0], [column.name for column in raw])
    mark = decimal or ("," if any(one.reading.number.decimal == "," for one in typed) else ".")
    return [
        type_as_told(column, told[column.name], mark) if column.name in told else one
        for column, one in zip(raw, typed, strict=True)
    ]


def accept_declared(
    raw: Sequence[RawColumn], typed: Sequence[TypedColumn], declared: Sequence[str]
) -> list[TypedColumn]:
    """The kinds that the format itself declares, where the values bear them out."""
    if not declared:
        return list(typed)
    return [_accept(*each) for each in zip(raw, typed, declared, strict=True)]


def _accept(raw: RawColumn, found: TypedColumn, declared: str) -> TypedColumn:
    """``declared`` is a kind, or ``string``: anything but a number."""
    kind = found.column.kind
    keeps = {"": True, "string": kind != "number", "category": kind in ("category", "boolean")}
    if keeps.get(declared, kind == declared):
        return found
    try:
        return type_as_told(raw, "category" if declared == "string" else declared, ".")
    except ReadError:
        return found


def type_as_told(raw: RawColumn, kind: str, decimal: str) -> TypedColumn:
    """A column as the kind that its owner names. Raise ``ReadError`` where not one value is of it."""
    form = NumberFormat()
    if kind == "number":
        form = _fit_format(raw, decimal)
    if kind == "boolean":
        _refuse_many_values(raw)
    if kind == "date":
        _refuse_no_dates(raw)
    return retype_column(raw, ColumnReading(raw.name, kind, form))


def _fit_format(raw: RawColumn, decimal: str) -> NumberFormat:
    """How the values that are numbers write them; the others will be missing."""
    amounts = [level for level in raw.levels if not is_missing_as_number(level)]
    every = read_numbers(amounts, decimal) if amounts else None
    if every is not None or not amounts:
        return every.format if every else NumberFormat()
    fitting = [level for level in amounts if read_numbers([level], decimal) is not None]
    if not fitting:
        raise _refuse_kind(raw, "numbers", amounts[0])
    found = read_numbers(fitting, decimal)
    return found.format if found else NumberFormat(decimal=decimal)


def _refuse_many_values(raw: RawColumn) -> None:
    present = [level for level in raw.levels if not is_missing_as_number(level)]
    if len(present) > 2:
        message = f"“{raw.name}” has {len(present):,} different values; yes or no has two."
        raise ReadError("bad_reading", message, "Choose category for it.", about="columns")


def _refuse_no_dates(raw: RawColumn) -> None:
    present = [level for level in raw.levels if not is_missing_as_number(level)]
    if present and bool(np.isnat(parse_dates(present)).all()):
        raise _refuse_kind(raw, "dates", present[0])


def _refuse_kind(raw: RawColumn, what: str, example: str) -> ReadError:
    message = f"No value of “{raw.name}” can be read as one of {what}: “{example[:40]}”, for example."
    return ReadError("bad_reading", message, "Choose another kind for it.", about="columns")


def _refuse_name(name: str, names: Sequence[str]) -> ReadError:
    shown = ", ".join(names[:_MAX_NAMES]) + (", …" if len(names) > _MAX_NAMES else "")
    message = f"There is no column “{name[:80]}” whose kind could be changed."
    return ReadError("bad_reading", message, f"The columns are {shown}.", about="columns")


def _writes_decimal_commas(typed: Sequence[TypedColumn], delimiter: str) -> bool:
    """One column that reads in no other way decides; so do semicolons, if nothing speaks for points."""
    formats = [one.reading.number for one in typed if one.column.is_number]
    if any(form.decimal == "," for form in formats):
        return True
    doubtful = any(form.ambiguous for form in formats)
    points = any(_could_be_comma(one) and not one.reading.number.ambiguous for one in typed)
    return delimiter == ";" and doubtful and not points


def _could_be_comma(typed: TypedColumn) -> bool:
    form = typed.reading.number
    return typed.column.is_number and form.decimal == "." and (form.ambiguous or not typed.column.integer)
