"""Straight scales and round ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LARGEST = 1e300  # beyond this, differences overflow


@dataclass(frozen=True)
class Scale:
    """Maps ``low..high`` onto ``start..end``; what lies outside is held at the nearer end."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if not math.isfinite(value):
            raise ValueError("only finite numbers have a place on a scale")
        room = self.high - self.low
        share = (min(max(value, self.low), self.high) - self.low) / room if room else 0.5
        return self.start + share * (self.end - self.start)


def step_for(span: float, parts: int) -> float:
    """The round step (1, 2, 2.5 or 5 times a power of ten) that cuts ``span`` into about ``parts``."""
    rough = max(min(span, _LARGEST), 1e-12) / parts
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def round_range(low: float, high: float, parts: int = 5) -> tuple[float, float]:
    """The smallest range with round ends that holds ``low..high``; never empty."""
    low, high = max(low, -_LARGEST), min(high, _LARGEST)
    largest = max(abs(low), abs(high))
    if high - low < max(largest * 1e-6, 1e-9):
        room = largest * 0.1 if largest > 1e-6 else 1.0
        low, high = low - room, high + room
    step = step_for(high - low, parts)
    return _floor(low, step), -_floor(-high, step)


def _floor(value: float, step: float) -> float:
    return round(math.floor(value / step + 1e-9) * step, 12)


def ticks(low: float, high: float, parts: int = 5) -> list[float]:
    """Round values from ``low`` to ``high``, ends included where they are round."""
    step = step_for(high - low, parts)
    first = -_floor(-low, step)
    count = math.floor((high - first) / step + 1e-9)
    return [round(first + index * step, 12) for index in range(count + 1)]
