"""How a script writes the labels it learns from: 0 and 1 for words, logarithms for prices. Child side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Transform = Callable[[np.ndarray], np.ndarray]
_FEWEST = 2
_HUGE = 1e100
# What brings a script's values back to those of the file.
_BACK: tuple[Transform, ...] = (
    lambda told: told,
    np.expm1,
    np.exp,
    lambda told: np.power(10.0, told),
    np.exp2,
    np.square,
    np.sqrt,
)


class UnknownLabels(ValueError):
    """They are not the labels of the file in another writing."""


@dataclass(frozen=True)
class LabelCode:
    """``labels``: of a classification, how the script writes each class; ``back``: of a regression."""

    labels: np.ndarray | None
    back: Transform

    @classmethod
    def learn(cls, y: np.ndarray, written: np.ndarray, classes: tuple[str, ...]) -> LabelCode:
        """From training rows: ``y`` (codes or values) and what the script has in their place.

        Raise ``UnknownLabels``.
        """
        written = np.asarray(written)
        if written.ndim == 2 and written.shape[1] == 1:
            written = written.ravel()
        if written.shape != y.shape or len(y) < _FEWEST:
            raise UnknownLabels("one label for each row")
        if classes:
            return cls(_learn_classes(y, written, len(classes)), _BACK[0])
        return cls(None, _learn_values(y, written))


def _learn_classes(y: np.ndarray, written: np.ndarray, n_classes: int) -> np.ndarray:
    """What stands for each class; each class must have one writing, and each writing one class."""
    pairs: dict[Any, int] = {}
    for value, code in zip(written.tolist(), y.astype(int).tolist(), strict=True):
        if pairs.setdefault(value, code) != code:
            raise UnknownLabels("one value stands for two classes")
    if len(set(pairs.values())) != len(pairs):
        raise UnknownLabels("two values stand for one class")
    if any(isinstance(value, float) and value != value for value in pairs):
        raise UnknownLabels("a label is missing")
    writings = {code: value for value, code in pairs.items()}
    is_text = any(isinstance(value, str) for value in pairs)
    beyond = 0.0 if is_text else max([0.0, *map(_number, pairs)]) + 1
    told = [writings.get(code, f"\0unseen {code}" if is_text else beyond + code) for code in range(n_classes)]
    return np.array(told, dtype=object if is_text else None)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise UnknownLabels("a label is neither a number nor a word") from error


def _learn_values(y: np.ndarray, written: np.ndarray) -> Transform:
    try:
        told = written.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise UnknownLabels("the labels are no numbers") from error
    for transform in _BACK:
        with np.errstate(all="ignore"):
            line = _find_line(transform(told), y)
        if line is not None:
            slope, offset = line
            return lambda values, of=transform, a=slope, b=offset: a * of(np.asarray(values, float)) + b  # type: ignore[misc]
    raise UnknownLabels("the labels are none of the file's, nor their logarithms or the like")


def _find_line(moved: np.ndarray, y: np.ndarray) -> tuple[float, float] | None:
    """(slope, offset) where ``y`` is a line of ``moved``; 1 and 0 where they are equal."""
    if not np.isfinite(moved).all() or np.abs(moved).max() > _HUGE:
        return None
    if np.allclose(moved, y, rtol=1e-6, atol=1e-9):
        return 1.0, 0.0
    spread = float(np.ptp(moved))
    if not spread > 0:
        return None
    slope = float(np.ptp(y)) / spread
    if np.corrcoef(moved, y)[0, 1] < 0:
        slope = -slope
    offset = float(y.mean() - slope * moved.mean())
    near = np.allclose(slope * moved + offset, y, rtol=1e-6, atol=1e-6 * max(1.0, float(np.ptp(y))))
    return (slope, offset) if near else None
