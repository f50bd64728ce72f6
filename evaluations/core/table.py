"""The one in-memory shape of a learner's data: typed columns of equal length.

Numbers are float64 with NaN for missing. Everything else is int32 codes into the column's distinct
original strings, -1 for missing: small, fast to cut into folds, and free of Python objects, so that
it crosses the sandbox's border as plain arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

KINDS = ("number", "boolean", "category", "date", "text")
MISSING = -1
_TRUTH_LITERALS = ({"True", "False"}, {"TRUE", "FALSE"}, {"true", "false"})


@dataclass(frozen=True)
class Column:
    """One column.

    Parameters
    ----------
    name : str
    kind : one of ``KINDS``
    values : array of shape (n_rows,)
        ``number``: float64, NaN = missing. Other kinds: int32 codes into ``levels``, -1 = missing.
    levels : tuple of str
        Distinct original strings in order of first appearance; empty for numbers.
    integer : bool
        True when every number that is present was written as a whole number.
    """

    name: str
    kind: str
    values: np.ndarray
    levels: tuple[str, ...] = ()
    integer: bool = False

    @property
    def is_number(self) -> bool:
        return self.kind == "number"

    @property
    def missing(self) -> np.ndarray:
        """Boolean mask of shape (n_rows,): True where the value is missing."""
        mask: np.ndarray = np.isnan(self.values) if self.is_number else self.values == MISSING
        return mask

    def take(self, rows: np.ndarray) -> Column:
        return replace(self, values=self.values[rows])

    def to_series(self) -> pd.Series:
        """The column as ``pandas.read_csv`` would have given it to the learner."""
        if self.is_number:
            whole = self.integer and not self.missing.any()
            return pd.Series(self.values.astype("int64") if whole else self.values, name=self.name)
        if set(self.levels) in _TRUTH_LITERALS and not self.missing.any():
            truth = np.array([level.lower() == "true" for level in self.levels])
            return pd.Series(truth[self.values], name=self.name)
        lookup = np.array([*self.levels, np.nan], dtype=object)  # code -1 picks the NaN
        return pd.Series(lookup[self.values], name=self.name, dtype="str")


@dataclass(frozen=True)
class Table:
    """Columns of equal length, addressed by name. Names are unique and not empty."""

    columns: tuple[Column, ...]
    n_rows: int

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        """Raise ``KeyError`` naming the column that is not there."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"no column named {name!r}")

    def select(self, names: Sequence[str]) -> Table:
        """The named columns, in the order asked for."""
        by_name = {column.name: column for column in self.columns}
        return replace(self, columns=tuple(by_name[name] for name in names))

    def take(self, rows: np.ndarray) -> Table:
        """The rows with these positions, in that order."""
        return Table(tuple(column.take(rows) for column in self.columns), len(rows))

    def to_frame(self) -> pd.DataFrame:
        """A DataFrame with a fresh RangeIndex: what a learner's script is given."""
        return pd.DataFrame({column.name: column.to_series() for column in self.columns}, copy=False)
