"""Where the model is weaker than on the whole: rows of one category, or of one quarter of a number.

From the held-out predictions; nothing is fitted. Looking at many segments finds weak ones by chance, so a
segment is called clearly weak only when an interval at a level shared out over all of them (Bonferroni)
lies on the worse side of the score of all rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from evaluations.core.checks.words import say_number
from evaluations.core.protocol import Protocol
from evaluations.core.statistics import wilson_interval
from evaluations.core.table import Column, Table

MIN_ROWS = 20
MIN_SHARE = 0.02
MAX_LEVELS = 50
MAX_SHOWN = 8
QUARTERS = (0.25, 0.5, 0.75)
LEVEL = 0.05


@dataclass(frozen=True)
class _Segment:
    column: str
    name: str
    rows: np.ndarray  # positions into the held-out rows


def find_weak_segments(
    table: Table, protocol: Protocol, rows: np.ndarray, y: np.ndarray, predicted: np.ndarray
) -> dict[str, Any]:
    """The segments that score worse than all held-out rows, the surest first.

    Accuracy for classes, the mean absolute error for numbers. ``rows`` are positions in the table, in the
    order of ``y`` and ``predicted``. Without intervals where rows depend on each other.
    """
    loss = np.abs(y - predicted) if protocol.task == "regression" else (y != predicted).astype(float)
    least = max(MIN_ROWS, math.ceil(MIN_SHARE * len(rows)))
    parts = [part for name in protocol.features for part in _cut(table[name].take(rows))]
    segments = [part for part in parts if least <= len(part.rows) < len(rows)]
    overall, spread = float(loss.mean()), float(loss.std())
    z_shared = -float(ndtri(LEVEL / 2 / max(len(segments), 1)))
    weak = [part for part in segments if loss[part.rows].mean() > overall]
    weak.sort(key=lambda part: -(loss[part.rows].mean() - overall) * math.sqrt(len(part.rows)))
    return {
        "metric": "mae" if protocol.task == "regression" else "accuracy",
        "overall": overall if protocol.task == "regression" else 1 - overall,
        "tried": len(segments),
        "segments": [_describe(protocol, part, loss, overall, z_shared) for part in weak[:MAX_SHOWN]]
        if spread > 0
        else [],
    }


def _describe(
    protocol: Protocol, part: _Segment, loss: np.ndarray, overall: float, z_shared: float
) -> dict[str, Any]:
    values = loss[part.rows]
    score, (low, high) = float(values.mean()), _interval(protocol, values)
    if protocol.task != "regression":
        score, low, high = 1 - score, 1 - high, 1 - low
    alike = protocol.folds_are_alike
    return {
        "column": part.column,
        "segment": part.name,
        "rows": len(values),
        "score": score,
        "low": low if alike else None,
        "high": high if alike else None,
        "clear": alike and _interval(protocol, values, z_shared)[0] > overall,
    }


def _interval(protocol: Protocol, loss: np.ndarray, z: float | None = None) -> tuple[float, float]:
    """Of the mean loss: Wilson's for a share, the normal one for a mean error."""
    level = {} if z is None else {"z": z}
    if protocol.task != "regression":
        return wilson_interval(float(loss.mean()), len(loss), **level)
    z = -float(ndtri(LEVEL / 2)) if z is None else z
    half = z * float(loss.std(ddof=1)) / math.sqrt(len(loss))
    return max(0.0, float(loss.mean()) - half), float(loss.mean()) + half


def _cut(column: Column) -> Iterator[_Segment]:
    if column.kind in ("date", "text"):
        return
    gaps = np.flatnonzero(column.missing)
    if len(gaps):
        yield _Segment(column.name, "missing", gaps)
    yield from _cut_numbers(column) if column.is_number else _cut_levels(column)


def _cut_levels(column: Column) -> Iterator[_Segment]:
    counts = np.bincount(column.values[column.values >= 0], minlength=len(column.levels))
    for code in np.argsort(-counts, kind="stable")[:MAX_LEVELS]:
        if counts[code]:
            yield _Segment(column.name, column.levels[code], np.flatnonzero(column.values == code))


def _cut_numbers(column: Column) -> Iterator[_Segment]:
    """Quarters, fewer where values repeat."""
    present = column.values[~column.missing]
    if not len(present):
        return
    edges = np.unique(np.quantile(present, QUARTERS))
    places = np.where(column.missing, -1, np.searchsorted(edges, column.values, side="left"))
    for place in range(len(edges) + 1):
        found = np.flatnonzero(places == place)
        if len(found):
            yield _Segment(column.name, _name_range(column.values[found]), found)


def _name_range(values: np.ndarray) -> str:
    low, high = float(values.min()), float(values.max())
    return say_number(low) if low == high else f"{say_number(low)} to {say_number(high)}"
