"""Checks of rows that stand on both sides of a split."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evaluations.core.checks.base import CheckContext, Finding, percent
from evaluations.core.table import Column

TWIN_SHARE_TIP = 0.01
TWIN_SHARE_ISSUE = 0.15
MORE_THAN_CHANCE = 10.0
MORE_THAN_JUDGED = 3.0
CEILING = 0.99

Keys = NDArray[np.uint64]


def find_repeated_rows(context: CheckContext) -> Finding:
    """Copies are equal in every column of the file: rows with numbers of their own are cases of their own."""
    keys = hash_rows([*(column.values for column in context.columns), context.y])
    _, group, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    rows, twins = len(keys), int((sizes[group] > 1).sum())
    copies, share = rows - len(sizes), twins / max(rows, 1)
    pairs = float((sizes * (sizes - 1) / 2).sum())
    evidence = {"rows_with_a_twin": twins, "copies": copies, "share": round(share, 4)}
    if share < TWIN_SHARE_TIP:
        fact = f"{copies:,} of {rows:,} rows are copies of another." if copies else "No row is repeated."
        return Finding("passed", fact, evidence)
    columns = [*(column.values for column in context.columns), context.y]
    if pairs <= MORE_THAN_CHANCE * _expected_pairs(context.columns, context.y) or _agree_by_chance(
        columns, pairs
    ):
        fact = f"{copies:,} rows are alike, no more than so few different values make likely."
        return Finding("passed", fact, evidence)
    fact = (
        f"{copies:,} of {rows:,} rows are exact copies of another; {percent(share)} of the rows have a twin."
    )
    return Finding("issue" if share >= TWIN_SHARE_ISSUE else "tip", fact, evidence)


def find_conflicts(context: CheckContext) -> Finding:
    if not context.protocol.is_classification:
        return Finding("not_applicable", "The target is a number: rows that are alike may well differ in it.")
    keys = hash_rows([column.values for column in context.features])
    _, group = np.unique(keys, return_inverse=True)
    ceiling = _best_possible_accuracy(group, context.y.astype(np.int64), len(context.protocol.classes))
    conflicting = _count_conflicting(group, context.y)
    evidence = {"rows": conflicting, "best_possible_accuracy": round(ceiling, 4)}
    if ceiling >= CEILING:
        return Finding("passed", "Rows that are alike have the same target, with few exceptions.", evidence)
    fact = (
        f"{conflicting:,} rows are alike in every feature but not in “{context.protocol.target}”; "
        f"the best possible accuracy on these rows is {percent(ceiling)}."
    )
    return Finding("tip", fact, evidence)


def hash_rows(columns: Sequence[np.ndarray]) -> Keys:
    """A 64-bit number a row, equal for equal rows; missing equals missing."""
    keys = np.zeros(len(columns[0]) if columns else 0, dtype=np.uint64)
    for values in columns:
        keys = _mix(keys * np.uint64(0x9E3779B97F4A7C15) + _bits(values))
    return keys


def _bits(values: np.ndarray) -> Keys:
    numbers = values.astype(np.float64) + 0.0  # -0.0 becomes 0.0
    numbers[np.isnan(numbers)] = np.nan  # one NaN of the many
    return numbers.view(np.uint64)


def _mix(keys: Keys) -> Keys:
    """The finaliser of MurmurHash3 (Appleby, public domain): every bit of the input moves every bit."""
    keys = (keys ^ (keys >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    keys = (keys ^ (keys >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return keys ^ (keys >> np.uint64(33))


def _expected_pairs(features: Sequence[Column], y: np.ndarray) -> float:
    """Pairs of equal rows that there would be if the columns had nothing to do with each other."""
    rows = len(y)
    chance = 1.0
    for values in [*(column.values for column in features), y]:
        _, counts = np.unique(values, return_counts=True)
        chance *= float((counts * (counts - 1.0)).sum()) / max(rows * (rows - 1), 1)
    return rows * (rows - 1) / 2 * chance


def _agree_by_chance(columns: Sequence[np.ndarray], pairs: float) -> bool:
    """Whether rows alike in all but the most varied column agree on that one hardly more than any two do.

    Columns that go together make twins without copying; the most varied one is then the judge.
    """
    collisions = [_pairs_alike([values]) for values in columns]
    judge = int(np.argmin(collisions))
    rest = [values for at, values in enumerate(columns) if at != judge]
    rows = len(columns[0])
    chance = collisions[judge] / max(rows * (rows - 1) / 2, 1)
    return pairs <= MORE_THAN_JUDGED * chance * _pairs_alike(rest)


def _pairs_alike(columns: Sequence[np.ndarray]) -> float:
    """Pairs of rows that are equal in all of the columns."""
    _, sizes = np.unique(hash_rows(columns), return_counts=True)
    return float((sizes * (sizes - 1.0) / 2).sum())


def _best_possible_accuracy(group: np.ndarray, y: np.ndarray, n_classes: int) -> float:
    """The accuracy of whoever answers each group of equal rows with its commonest class."""
    cells, counts = np.unique(group.astype(np.int64) * n_classes + y, return_counts=True)
    best = np.zeros(int(group.max()) + 1)
    np.maximum.at(best, cells // n_classes, counts)
    return float(best.sum() / len(y))


def _count_conflicting(group: np.ndarray, y: np.ndarray) -> int:
    groups = int(group.max()) + 1
    low, high = np.full(groups, np.inf), np.full(groups, -np.inf)
    np.minimum.at(low, group, y)
    np.maximum.at(high, group, y)
    return int((low < high)[group].sum())
