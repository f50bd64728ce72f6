"""Numbers that stand for missing, such as -200 or 9999: said to the owner, never changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evaluations.core.table import Column

_MIN_TIMES = 5
_MIN_OTHERS = 20
_LEAST, _MOST = -9.0, 99.0  # -1 and 10 are too often what was meant


@dataclass(frozen=True)
class Placeholder:
    value: float
    times: int


def find_placeholder(column: Column) -> Placeholder | None:
    """The value that occurs again and again, farther from all others than those are from each other."""
    present = column.values[~column.missing] if column.is_number else np.empty(0)
    if len(present) < _MIN_TIMES + _MIN_OTHERS:
        return None
    low, high = float(present.min()), float(present.max())
    for value in (low,) * (low <= _LEAST) + (high,) * (high >= _MOST):
        others = present[present != value]
        times = len(present) - len(others)
        if times >= _MIN_TIMES and len(others) >= _MIN_OTHERS and _stands_alone(value, others):
            return Placeholder(value, times)
    return None


def _stands_alone(value: float, others: np.ndarray) -> bool:
    """In halves: the whole may be too large for a float. Years and scores lie apart, and are of one size."""
    low, high = float(others.min()), float(others.max())
    gap = low - value if value < low else value - high
    return 0 < high / 2 - low / 2 <= gap / 2 and abs(value) / 2 >= max(abs(low), abs(high))
