"""Checks of rows that depend on each other while the folds are cut as if they did not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import rankdata

from evaluations.core.checks.base import CheckContext, Finding, be, name_columns
from evaluations.core.checks.columns import looks_like_written_days
from evaluations.core.column_looks import has_id_name, split_name
from evaluations.core.dates import parse_dates
from evaluations.core.table import Column

MIN_GROUPS = 10
MANY_GROUPS = 20
_SAYS_WHOSE = frozenset("id ids uuid guid key".split())  # an index or a row number does not
FIXED_COLUMNS = 2
BLOCKS_PER_GROUP = 1.1  # as good as one run of rows for each value
MIN_DATES = 10
IN_ORDER = 0.9  # share of steps in one direction
FIRST_YEAR, LAST_YEAR = 1800, 2200
FIRST_SECOND = 315_532_800  # 1980, in seconds since 1970
_TIME_WORDS = frozenset("year yr date day time timestamp datetime epoch unixtime created".split())
DRIFT = 0.2  # rank correlation of the target with the date
_GROUP_WORDS = frozenset(
    "patient subject person user customer client participant player student household family session machine "
    "device batch store shop school hospital animal plot farm vehicle driver employee".split()
)


def find_groups(context: CheckContext) -> Finding:
    if not context.protocol.folds_are_alike:
        return Finding("passed", _name_split(context))
    found = [column for column in context.columns if _is_group(column, context)]
    names = [column.name for column in found]
    evidence = {"columns": names, "groups": {c.name: len(np.unique(c.values)) for c in found}}
    if not found:
        return Finding("passed", "No column looks as if it said which rows belong together.", evidence)
    verb = be(names, "looks", "look")
    return Finding("tip", f"{name_columns(names)} {verb} like the name of what the rows belong to.", evidence)


def find_time(context: CheckContext) -> Finding:
    if not context.protocol.folds_are_alike:
        return Finding("passed", _name_split(context))
    dates = [column for column in context.columns if column.kind == "date" or is_numbered_time(column)]
    if not dates:
        return Finding("not_applicable", "There is no column of dates.")
    told = {column.name: _describe_dates(column, context.y) for column in dates}
    telling = [name for name, (order, drift) in told.items() if order >= IN_ORDER or abs(drift) >= DRIFT]
    evidence = {"columns": telling, "in_order": {n: round(o, 3) for n, (o, _) in told.items()}}
    evidence["target_follows"] = {n: round(d, 3) for n, (_, d) in told.items()}
    if not telling:
        fact = "The rows stand in no order of time, and the target does not follow the date."
        return Finding("passed", fact, evidence)
    what = "the rows stand in that order" if told[telling[0]][0] >= IN_ORDER else "the target changes with it"
    verb = be(telling, "says", "say")
    return Finding("tip", f"{name_columns(telling)} {verb} when it was, and {what}.", evidence)


def is_numbered_time(column: Column) -> bool:
    """20170105; and years, or seconds since 1970, in a column that is named as a time."""
    if not column.is_number or column.missing.all():
        return False
    low, high = float(np.nanmin(column.values)), float(np.nanmax(column.values))
    named = bool(_TIME_WORDS & set(split_name(column.name)))
    if named and (FIRST_YEAR <= low <= high <= LAST_YEAR or low >= FIRST_SECOND):
        return True
    return looks_like_written_days(column)


def _name_split(context: CheckContext) -> str:
    if context.protocol.group:
        return f"The rows of one “{context.protocol.group}” are kept together."
    return f"Every model learns from the past of “{context.protocol.time}” alone."


def _is_group(column: Column, context: CheckContext) -> bool:
    """A name or blocks of equal values, and other columns that go with it."""
    if column.kind in ("date", "text") or (column.is_number and not column.integer):
        return False
    _, codes, sizes = np.unique(column.values, return_inverse=True, return_counts=True)
    if not MIN_GROUPS <= len(sizes) <= len(codes) / 2 or np.median(sizes) < 2:
        return False
    words = set(split_name(column.name))
    says_whose = bool((_GROUP_WORDS | _SAYS_WHOSE) & words)
    named = has_id_name(column.name) or says_whose
    in_blocks = 1 + int((np.diff(codes) != 0).sum()) <= BLOCKS_PER_GROUP * len(sizes)
    if not named and not in_blocks:
        return False
    others = [other for other in context.columns if other is not column]
    fixed = _count_fixed(codes, len(sizes), others)
    return (
        fixed >= FIXED_COLUMNS
        or (named and in_blocks)
        or (len(sizes) >= MANY_GROUPS and (says_whose or (named and fixed >= 1)))
    )


def _count_fixed(codes: np.ndarray, n_groups: int, others: Sequence[Column]) -> int:
    """How many columns vary over the file, but never within a group."""
    return sum(_is_fixed(codes, n_groups, other) for other in others)


def _is_fixed(codes: np.ndarray, n_groups: int, other: Column) -> bool:
    _, values = np.unique(other.values, return_inverse=True)
    if values.max() < 2:  # two values are fixed within small groups by chance
        return False
    low, high = np.full(n_groups, np.iinfo(np.int64).max), np.full(n_groups, -1)
    np.minimum.at(low, codes, values)
    np.maximum.at(high, codes, values)
    return bool((low == high).all())


def _describe_dates(column: Column, y: np.ndarray) -> tuple[float, float]:
    """(share of steps in the commoner direction, rank correlation of the target with the date)."""
    known = ~column.missing
    when, target = column.values[known], y[known]
    if not column.is_number:
        days = parse_dates(column.levels)[when]
        usable = ~np.isnat(days)
        when, target = days[usable].astype(np.int64), target[usable]
    ranks = rankdata(when)
    if len(np.unique(ranks)) < MIN_DATES:
        return 0.0, 0.0
    steps = np.diff(ranks)
    forward, backward = float((steps >= 0).mean()), float((steps <= 0).mean())
    return max(forward, backward), _correlate(ranks, rankdata(target))


def _correlate(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one, other)[0, 1]) if np.ptp(other) > 0 else 0.0
