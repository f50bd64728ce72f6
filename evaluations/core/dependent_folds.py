"""Splits of rows that depend on each other: whole groups, or the past before the future.

A *part* is a group, or a point in time: its rows are never on both sides of a split.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold, TimeSeriesSplit

from evaluations.core.dates import parse_dates
from evaluations.core.protocol import Protocol
from evaluations.core.table import Column, Table

MOST_LOCKED_GROUPS = 0.4  # of all groups, where small ones come first by chance
Pair = tuple[np.ndarray, np.ndarray]


def number_parts(table: Table, protocol: Protocol) -> np.ndarray | None:
    """int64 of shape (n_rows,): which part each row belongs to, in order; None where rows are independent.

    Rows without a group make up one group; rows without a time count as the oldest.
    """
    if protocol.group is not None:
        return _number(table[protocol.group].values)
    if protocol.time is not None:
        return _number(_read_times(table[protocol.time]))
    return None


def lock_parts(parts: np.ndarray, protocol: Protocol) -> np.ndarray:
    """Mask over rows in random order: whole groups up to the lockbox's share, or the last points in time."""
    if not protocol.lockbox_share:
        return np.zeros(len(parts), dtype=bool)
    numbers, first, sizes = np.unique(parts, return_index=True, return_counts=True)
    room = protocol.lockbox_share * len(parts)
    if protocol.time is not None:
        return np.isin(parts, numbers[-_count_last(sizes, room, protocol.n_splits + 1) :])
    by_chance = np.argsort(first)  # the rows are shuffled, so whose row comes first is chance
    most = int(MOST_LOCKED_GROUPS * len(numbers))
    return np.isin(parts, numbers[_fill(by_chance, sizes, room, most)])


def cut_parts(parts: np.ndarray, y: np.ndarray, protocol: Protocol) -> Iterator[Pair]:
    """(train, test) for each fold: positions into rows in random order, ascending."""
    if protocol.time is not None:
        yield from _cut_times(parts, protocol.n_splits)
        return
    pairs = _cut_stratified(parts, y, protocol) if protocol.is_classification else None
    if pairs is None:
        pairs = list(GroupKFold(protocol.n_splits).split(parts, groups=parts))
    yield from pairs


def _number(values: np.ndarray) -> np.ndarray:
    _, numbers = np.unique(values, return_inverse=True)  # NaN equals NaN here
    return numbers.astype(np.int64)


def _read_times(column: Column) -> np.ndarray:
    """float64: seconds since 1970 of dates, numbers as they are; -inf for what has no time."""
    if column.is_number:
        return np.where(column.missing, -np.inf, column.values)
    moments = parse_dates(column.levels)
    seconds = np.where(np.isnat(moments), -np.inf, moments.astype(np.int64).astype(np.float64))
    return np.asarray(np.append(seconds, -np.inf)[column.values])  # code -1 (missing) picks the last entry


def _count_last(sizes: np.ndarray, room: float, kept: int) -> int:
    """How many points in time at the end fit into ``room`` rows: at least one, and ``kept`` are left."""
    fitting = int((np.cumsum(sizes[::-1]) <= room).sum())
    return min(max(1, fitting), len(sizes) - kept)


def _fill(order: np.ndarray, sizes: np.ndarray, room: float, most: int) -> list[int]:
    """Groups in this order as long as they fit into ``room`` rows, at most ``most``; the smallest if none."""
    taken: list[int] = []
    for part in order:
        if sizes[part] <= room and len(taken) < most:
            taken.append(int(part))
            room -= sizes[part]
    return taken or [int(np.argmin(sizes))]


def _cut_stratified(parts: np.ndarray, y: np.ndarray, protocol: Protocol) -> list[Pair] | None:
    """None where keeping groups whole and classes alike leaves a fold empty."""
    splitter = StratifiedGroupKFold(protocol.n_splits, shuffle=True, random_state=protocol.seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of rare classes: the report counts them
        pairs = list(splitter.split(parts, y, groups=parts))
    return pairs if all(len(train) and len(test) for train, test in pairs) else None


def _cut_times(parts: np.ndarray, n_splits: int) -> Iterator[Pair]:
    """scikit-learn's ``TimeSeriesSplit`` over the points in time, so that none is on both sides."""
    numbers = np.unique(parts)
    for before, after in TimeSeriesSplit(n_splits).split(numbers):
        yield (
            np.flatnonzero(np.isin(parts, numbers[before])),
            np.flatnonzero(np.isin(parts, numbers[after])),
        )
