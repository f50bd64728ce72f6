"""Which rows are set aside, and which are learnt from and tested on: the same for everybody.

The lockbox goes first, before anything looks at the target. What is left is shuffled once (the order of
the file may tell the answer) and cut into folds by scikit-learn: repeated ones, or by group or by time
where the learner has named such a column (``dependent_folds``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import RepeatedKFold, RepeatedStratifiedKFold

from evaluations.core.dependent_folds import cut_parts, lock_parts, number_parts
from evaluations.core.protocol import Protocol, count_lockbox_rows
from evaluations.core.table import Column, Table

_NO_CLASS = -1.0


@dataclass(frozen=True)
class Fold:
    """One fit. ``index`` runs over all repeats; ``train`` and ``test`` are positions into the table."""

    index: int
    repeat: int
    train: np.ndarray
    test: np.ndarray


@dataclass(frozen=True)
class Split:
    """Positions into the table; ``lockbox`` and ``development`` are disjoint and cover the usable rows."""

    lockbox: np.ndarray
    development: np.ndarray
    folds: tuple[Fold, ...]


def encode_target(table: Table, protocol: Protocol) -> tuple[np.ndarray, np.ndarray]:
    """(positions of the usable rows, their targets).

    The targets are float64 of shape (n_usable,): codes into ``protocol.classes``, or the numbers.
    Raises ``ValueError`` when the table is not the one that the protocol was built for.
    """
    column = table[protocol.target]
    encoded = _encode_classes(column, protocol.classes) if protocol.classes else column.values
    usable = encoded >= 0 if protocol.classes else ~column.missing
    rows = np.flatnonzero(usable)
    if len(rows) != protocol.n_rows:
        raise ValueError(
            f"the protocol counts {protocol.n_rows} usable rows, the table has {len(rows)}: "
            "it was built for other data"
        )
    return rows, encoded[rows].astype(np.float64)


def split(table: Table, protocol: Protocol) -> Split:
    """The lockbox and the folds.

    They depend on the protocol with its seed, the target, and the group or time column where one is named;
    on nothing else.
    """
    rows, y = encode_target(table, protocol)
    rng = np.random.default_rng(protocol.seed)
    order = rng.permutation(len(rows))
    rows, y = rows[order], y[order]
    parts = number_parts(table, protocol)
    if parts is not None:
        parts = parts[rows]
    locked = _draw_lockbox(y, protocol) if parts is None else lock_parts(parts, protocol)
    kept = ~locked
    return Split(
        lockbox=rows[locked],
        development=rows[kept],
        folds=_cut_folds(rows[kept], y[kept], None if parts is None else parts[kept], protocol),
    )


def _encode_classes(column: Column, classes: tuple[str, ...]) -> np.ndarray:
    """Class code of every row, -1 where the target is missing or its class is not kept."""
    if column.is_number:
        numbers = np.array([float(label) for label in classes])
        equal = column.values[:, None] == numbers[None, :]
        return np.where(equal.any(axis=1), equal.argmax(axis=1), _NO_CLASS)
    code_of = {label: float(code) for code, label in enumerate(classes)}
    lookup = np.array([*(code_of.get(level, _NO_CLASS) for level in column.levels), _NO_CLASS])
    return np.asarray(lookup[column.values])  # code -1 (missing) picks the last entry


def _draw_lockbox(y: np.ndarray, protocol: Protocol) -> np.ndarray:
    """Mask over rows that are in random order already: the first share, of each class for classes."""
    locked = np.zeros(len(y), dtype=bool)
    strata = [np.flatnonzero(y == code) for code in range(len(protocol.classes))] or [np.arange(len(y))]
    for members in strata:
        locked[members[: count_lockbox_rows(len(members), protocol.lockbox_share)]] = True
    return locked


def _cut_folds(
    positions: np.ndarray, y: np.ndarray, parts: np.ndarray | None, protocol: Protocol
) -> tuple[Fold, ...]:
    """``parts`` is None where the rows are independent."""
    pairs = _cut_at_random(y, protocol) if parts is None else cut_parts(parts, y, protocol)
    return tuple(
        Fold(index, index // protocol.n_splits, positions[train], positions[test])
        for index, (train, test) in enumerate(pairs)
    )


def _cut_at_random(y: np.ndarray, protocol: Protocol) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    make = RepeatedStratifiedKFold if protocol.is_classification else RepeatedKFold
    splitter = make(n_splits=protocol.n_splits, n_repeats=protocol.n_repeats, random_state=protocol.seed)
    yield from splitter.split(np.zeros(len(y)), y)
