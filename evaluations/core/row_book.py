"""Which rows of the file a script's table, matrix or list holds. Child side.

Told by the index of a DataFrame, by the number of rows where that can mean only one thing, or by the place in
memory of a slice; and believed only where the labels beside it agree with those of the training rows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import numpy as np
import pandas as pd

from evaluations.core.label_code import LabelCode, UnknownLabels

_FRAMES = 30


class RowBook:
    """``y``: codes or values of the ``n_train`` rows that come first in the file; ``n_test`` more follow."""

    def __init__(self, y: np.ndarray, n_test: int, classes: tuple[str, ...], filename: str) -> None:
        self.y, self.n_train, self.n = y, len(y), len(y) + n_test
        self.classes = classes
        self._filename = filename
        self._of_length: dict[int, np.ndarray] = {}
        self._whole: list[np.ndarray] = []
        if n_test != self.n_train:
            self.note(np.arange(self.n_train))
            self.note(np.arange(self.n_train, self.n))

    def note(self, rows: np.ndarray) -> None:
        """What has as many rows as these is taken for these."""
        self._of_length[len(rows)] = rows

    def is_test(self, rows: np.ndarray) -> np.ndarray:
        return rows >= self.n_train

    def rows_of(self, x: Any, y: Any = None) -> np.ndarray | None:
        """Positions in the file, None where they cannot be told."""
        length = _length(x)
        if length is None or length > 4 * self.n:
            return None
        found = next((rows for rows in self._candidates(x, y, length) if self._agrees(rows, y)), None)
        if found is not None and length == self.n:
            self._remember_whole(x)
        return found

    def _candidates(self, x: Any, y: Any, length: int) -> Iterator[np.ndarray]:
        for told in (x, y):
            index = self._from_index(told)
            if index is not None and (y is not None or not self._is_fresh(index)):
                yield index
        if length == self.n:
            yield np.arange(self.n)
        for rows in (self._from_memory(x, length), self._from_items(x)):
            if rows is not None:
                yield rows
        if length in self._of_length:
            yield self._of_length[length]
        yield from self._from_neighbours(length)
        yield from self._from_contents(x, y, length)

    def _from_index(self, told: Any) -> np.ndarray | None:
        if not isinstance(told, pd.DataFrame | pd.Series) or not pd.api.types.is_integer_dtype(told.index):
            return None
        rows = told.index.to_numpy()
        if len(rows) < 1 or rows.min() < 0 or rows.max() >= self.n:
            return None
        return rows

    def _is_fresh(self, rows: np.ndarray) -> bool:
        """An index that counts from 0 says nothing of fewer rows: it may have been made anew."""
        counted = len(rows) < self.n and np.array_equal(rows, np.arange(len(rows)))
        return counted and len(rows) != self.n_train

    def _from_memory(self, x: Any, length: int) -> np.ndarray | None:
        if not isinstance(x, np.ndarray) or x.dtype == object:
            return None
        for whole in self._whole:
            step = whole.strides[0]
            if x.strides[:1] != whole.strides[:1] or not step or not np.may_share_memory(x, whole):
                continue
            start = (_address(x) - _address(whole)) // step
            if start >= 0 and start + length <= self.n:
                return np.arange(start, start + length)
        return None

    def _remember_whole(self, x: Any) -> None:
        if isinstance(x, np.ndarray):
            self._whole.append(x)

    def _from_items(self, x: Any) -> np.ndarray | None:
        """Of a list of rows: where the very same rows stand in a list of all."""
        if not isinstance(x, list) or not all(isinstance(row, list | tuple | np.ndarray) for row in x):
            return None
        for whole in self._variables():
            if isinstance(whole, list) and len(whole) == self.n:
                places = {id(row): place for place, row in enumerate(whole)}
                if all(id(row) in places for row in x):
                    return np.array([places[id(row)] for row in x], dtype=int)
        return None

    def _from_neighbours(self, length: int) -> Iterator[np.ndarray]:
        """The indexes of tables of the same length in the script's variables."""
        for value in self._variables():
            if isinstance(value, pd.DataFrame | pd.Series) and len(value) == length:
                rows = self._from_index(value)
                if rows is not None and not self._is_fresh(rows):
                    yield rows

    def _from_contents(self, x: Any, y: Any, length: int) -> Iterator[np.ndarray]:
        """Where the same numbers stand in a matrix of all rows; of equal rows, each once."""
        if not isinstance(x, np.ndarray) or x.ndim != 2 or x.dtype.kind not in "fiu" or length > self.n:
            return
        for whole in self._variables():
            alike = isinstance(whole, np.ndarray) and whole.dtype == x.dtype
            if not alike or whole.shape != (self.n, x.shape[1]):
                continue
            for labels in self._labels_like(y):
                keys, wanted = (whole, x) if labels is None else (_beside(whole, labels), _beside(x, y))
                if (rows := _find_rows(keys, wanted)) is not None:
                    yield rows

    def _labels_like(self, y: Any) -> list[np.ndarray | None]:
        """The whole of which these labels are a part, where it is a variable too."""
        if not isinstance(y, np.ndarray) or y.dtype.kind not in "fiu":
            return [None]
        found = [one for one in self._variables() if isinstance(one, np.ndarray) and one.dtype == y.dtype]
        return [*(one for one in found if one.shape == (self.n,)), None]

    def _variables(self) -> Iterator[Any]:
        """Of the script's functions that are running, and of its top level."""
        frame: FrameType | None = sys._getframe(1)
        for _ in range(_FRAMES):
            if frame is None:
                return
            if frame.f_code.co_filename == self._filename:
                yield from list(frame.f_locals.values())
            frame = frame.f_back

    def _agrees(self, rows: np.ndarray, y: Any) -> bool:
        if y is None:
            return True
        if _length(y) != len(rows):
            return False
        known = ~self.is_test(rows)
        if not known.any():
            return True  # of test rows there is nothing that could agree
        try:
            LabelCode.learn(self.y[rows[known]], np.asarray(y)[known], self.classes)
        except UnknownLabels:
            return False
        return True


def _beside(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.column_stack([x, y])


def _find_rows(whole: np.ndarray, part: np.ndarray) -> np.ndarray | None:
    places: dict[bytes, list[int]] = {}
    for place, row in enumerate(np.ascontiguousarray(whole)):
        places.setdefault(row.tobytes(), []).append(place)
    found = [places.get(row.tobytes(), []) for row in np.ascontiguousarray(part)]
    if not all(found):
        return None
    return np.array([rows.pop(0) if len(rows) > 1 else rows[0] for rows in found])


def _length(x: Any) -> int | None:
    shape = getattr(x, "shape", None)
    if isinstance(shape, tuple) and shape and isinstance(shape[0], int):
        return shape[0]
    return len(x) if isinstance(x, list | tuple | pd.Series | pd.DataFrame) else None


def _address(x: np.ndarray) -> int:
    return int(x.__array_interface__["data"][0])
