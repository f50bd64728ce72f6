"""Checks of single columns."""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np

from evaluations.core.checks.base import CheckContext, Finding, be, name_columns
from evaluations.core.column_looks import describe_look
from evaluations.core.table import Column

MANY_LEVELS = 50
NEARLY_ALL = 0.99
ENOUGH_ROWS = 100
NUMBER_SHARE = 0.95
MIXED_DISTINCT = (0.10, 0.95)
MIXED_ROWS = (0.05, 0.98)
ODD_ROWS = 2
_MIN_ROWS = 20
_MIN_LEVELS = 3
_MIN_DAYS = 10
_NUMBER = re.compile(r"[+-]?(\d{1,3}([.,'’ ]\d{3})+|\d+)([.,]\d+)?([eE][+-]?\d+)?$")
_AROUND = re.compile(r"^[\s$€£¥₹<>~≈]+|[\s%$€£¥₹°]*([A-Za-zµ²³/]{1,6}\.?)?[\s%]*$")
_RANK = re.compile(r"\d+(st|nd|rd|th)$", re.IGNORECASE)
_NOT_SPELLING = re.compile(r"[\W_]+")


def find_constants(context: CheckContext) -> Finding:
    constant = [column.name for column in context.columns if _count_distinct(column) <= 1]
    if not constant:
        return Finding("passed", "Every column has at least two values.")
    fact = f"{name_columns(constant)} {be(constant, 'has', 'have')} the same value in every row, or none."
    return Finding("tip", fact, {"columns": constant})


def find_near_constants(context: CheckContext) -> Finding:
    if len(context.y) < ENOUGH_ROWS:
        return Finding("not_applicable", f"There are fewer than {ENOUGH_ROWS} rows.")
    shares = {column.name: _commonest_share(column) for column in context.features}
    least = min(NEARLY_ALL, 1 - ODD_ROWS / len(context.y))
    near = {name: round(share, 4) for name, share in shares.items() if least <= share < 1}
    if not near:
        return Finding("passed", "Every feature varies in more than one row of a hundred.")
    fact = f"{name_columns(list(near))} {be(list(near), 'says', 'say')} the same in nearly every row."
    return Finding("tip", fact, {"columns": near})


def find_ids(context: CheckContext) -> Finding:
    ids = [column for column in context.columns if describe_look(column) == "id"]
    if not ids:
        return Finding("passed", "No column only names the rows.")
    names = [column.name for column in ids]
    used = [name for name in names if name in context.protocol.features]
    verb, own = (be(names, "has", "have"), be(names, "its", "their"))
    fact = f"{name_columns(names)} {verb} a value of {own} own in nearly every row."
    if used:
        fact += f" The models learn from {', '.join(f'“{name}”' for name in used)}."
    else:
        fact += f" {be(names, 'It was', 'They were')} left out of the models."
    evidence = {"columns": {column.name: _count_distinct(column) for column in ids}, "used": used}
    return Finding("issue" if used else "tip", fact, evidence)


def find_free_text(context: CheckContext) -> Finding:
    texts = [column.name for column in context.columns if column.kind == "text"]
    if not texts:
        return Finding("passed", "No column holds sentences.")
    return Finding(
        "tip", f"{name_columns(texts)} {be(texts, 'holds', 'hold')} free text.", {"columns": texts}
    )


def find_many_categories(context: CheckContext) -> Finding:
    many = {
        column.name: _count_distinct(column)
        for column in context.columns
        if column.kind == "category"
        and _count_distinct(column) > MANY_LEVELS
        and describe_look(column) is None
    }
    if not many:
        return Finding("passed", f"No column has more than {MANY_LEVELS} categories.")
    counts = ", ".join(f"“{name}” {count:,}" for name, count in list(many.items())[:4])
    fact = f"{name_columns(list(many))} {be(list(many), 'has', 'have')} very many categories ({counts})."
    return Finding("tip", fact, {"columns": many})


def find_numbers_as_text(context: CheckContext) -> Finding:
    candidates = [column for column in context.columns if column.kind == "category"]
    if not candidates:
        return Finding("not_applicable", "There are no text columns.")
    found = {column.name: _example(column) for column in candidates if _is_number_as_text(column)}
    if not found:
        return Finding("passed", "No text column holds numbers.")
    names, examples = list(found), ", ".join(f"“{example}”" for example in list(found.values())[:4])
    verb = be(names, "was", "were")
    fact = f"{name_columns(names)} {verb} read as text although nearly all values are numbers ({examples})."
    return Finding("issue", fact, {"columns": found})


def find_mixed_columns(context: CheckContext) -> Finding:
    candidates = [column for column in context.columns if column.kind == "category"]
    if not candidates:
        return Finding("not_applicable", "There are no text columns.")
    mixed = {column.name: _odd_words(column) for column in candidates if _is_mixed(column)}
    if not mixed:
        return Finding("passed", "No column mixes numbers and words.")
    words = ", ".join(f"“{word}”" for found in mixed.values() for word in found)
    fact = f"{name_columns(list(mixed))} {be(list(mixed), 'holds', 'hold')} numbers and words ({words})."
    return Finding("tip", fact, {"columns": mixed})


def find_dates(context: CheckContext) -> Finding:
    written = [column.name for column in context.columns if looks_like_written_days(column)]
    dates = [column.name for column in context.columns if column.kind == "date" or column.name in written]
    if written:
        were = be(written, "was", "were")
        fact = f"{name_columns(written)} {were} read as numbers, but all are days, such as 20170105."
        return Finding("tip", fact, {"columns": dates})
    if not dates:
        return Finding("passed", "No column holds dates.")
    return Finding("tip", f"{name_columns(dates)} {be(dates, 'holds', 'hold')} dates.", {"columns": dates})


def looks_like_written_days(column: Column) -> bool:
    """Eight digits that are a day of the calendar, in every row, and many of them."""
    if not column.is_number:
        return False
    found = np.unique(column.values[~column.missing])
    if len(found) < _MIN_DAYS or found[0] < 1800_01_01 or found[-1] > 2200_12_31 or (found % 1).any():
        return False
    month, day = found // 100 % 100, found % 100
    return bool(((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).all())


def find_spellings(context: CheckContext) -> Finding:
    candidates = [column for column in context.columns if column.kind in ("category", "boolean")]
    if not candidates:
        return Finding("not_applicable", "There are no categories.")
    found = {column.name: groups for column in candidates if (groups := _group_spellings(column))}
    if not found:
        return Finding("passed", "No category is written in two ways.")
    groups = [group for some in found.values() for group in some]
    shown = "; ".join(" and ".join(f"“{word}”" for word in group) for group in groups[:4])
    verb = be(list(found), "spells", "spell")
    fact = f"{name_columns(list(found))} {verb} one category in several ways ({shown})."
    return Finding("tip", fact, {"columns": {name: groups[:10] for name, groups in found.items()}})


def _count_distinct(column: Column) -> int:
    return len(np.unique(column.values[~column.missing]))


def _commonest_share(column: Column) -> float:
    """Missing counts as a value of its own."""
    _, counts = np.unique(column.values, return_counts=True)
    return float(counts.max() / len(column.values))


def _present_levels(column: Column) -> tuple[list[str], np.ndarray]:
    """The levels that occur in these rows, and how often."""
    codes, counts = np.unique(column.values[~column.missing], return_counts=True)
    return [column.levels[code] for code in codes], counts


def _as_bare_number(level: str) -> bool:
    """1st, 2nd and 3rd are ranks, which serve well as categories."""
    if _NUMBER.match(level):
        return True
    return (
        not _RANK.match(level)
        and bool(level)
        and len(level) <= 40
        and bool(_NUMBER.match(_AROUND.sub("", level)))
    )


def _is_number_as_text(column: Column) -> bool:
    """At least 95 % of the values are numbers; digit strings of one length are codes, such as zips."""
    levels, _ = _present_levels(column)
    if len(levels) < _MIN_LEVELS or _are_codes(levels):
        return False
    return sum(map(_as_bare_number, levels)) >= NUMBER_SHARE * len(levels)


def _are_codes(levels: list[str]) -> bool:
    """A10, A11, …; or digits of one length, or with a leading zero."""
    digits = [level for level in levels if level.isdigit()]
    if len(digits) < MIXED_DISTINCT[0] * len(levels):
        forms = {re.sub(r"\d+", "#", level) for level in levels}
        return len(forms) == 1 and levels[0][:1].isalpha()
    return len({len(level) for level in digits}) == 1 or any(level[0] == "0" < level for level in digits)


def _example(column: Column) -> str:
    levels, _ = _present_levels(column)
    return next((level for level in levels if not level.isdigit()), levels[0])


def _is_mixed(column: Column) -> bool:
    """10 to 95 % of the distinct values and 5 to 98 % of the rows are bare numbers."""
    levels, counts = _present_levels(column)
    if len(levels) < _MIN_LEVELS or counts.sum() < _MIN_ROWS:
        return False
    numeric = np.array([bool(_NUMBER.match(level)) for level in levels])
    distinct, rows = numeric.mean(), counts[numeric].sum() / counts.sum()
    within = MIXED_DISTINCT[0] <= distinct < MIXED_DISTINCT[1] and MIXED_ROWS[0] <= rows <= MIXED_ROWS[1]
    return bool(within) and not _are_long_codes([level for level in levels if _NUMBER.match(level)])


def _are_long_codes(numbers: list[str]) -> bool:
    """Four digits or more of one length: zips and the like, beside some that have letters."""
    lengths = {len(number) for number in numbers}
    return len(lengths) == 1 and lengths.pop() >= 4 and all(number.isdigit() for number in numbers)


def _odd_words(column: Column) -> list[str]:
    levels, _ = _present_levels(column)
    return [level for level in levels if not _NUMBER.match(level)][:3]


def _group_spellings(column: Column) -> list[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for level in _present_levels(column)[0]:
        key = _NOT_SPELLING.sub("", level.casefold())
        if len(key) > 1 and not key.isdigit():
            groups[key].append(level)
    return [group for group in groups.values() if len(group) > 1]
