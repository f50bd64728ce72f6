"""The learner's data file as a script finds it: written anew from the rows that the script may see.

It has the original's name, columns, delimiter, decimal sign and encoding, so that the line that reads the
file at home reads it here. It never holds a row that the script is scored on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from evaluations.core.table import Column, Table

_BLANK_NAME = "Unnamed: "


@dataclass(frozen=True)
class FileLook:
    """The original file's name and how it is written."""

    name: str
    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    has_header: bool = True


@dataclass(frozen=True, eq=False)
class GivenFile(FileLook):
    """The look of the file, and its columns beside the features.

    Parameters
    ----------
    columns : all names, in the file's order
    rest : the target and the columns left out, of the same rows as the features
    """

    _: KW_ONLY
    columns: tuple[str, ...]
    rest: Table

    @classmethod
    def of(cls, table: Table, rows: np.ndarray, features: Sequence[str], look: FileLook) -> GivenFile:
        """The file of these rows of the whole table."""
        rest = table.select([name for name in table.names if name not in set(features)])
        return cls(**asdict(look), columns=table.names, rest=compact(rest.take(rows)))

    def describe(self) -> dict[str, Any]:
        """All but the rows, as JSON values."""
        return {
            "name": self.name,
            "delimiter": self.delimiter,
            "decimal": self.decimal,
            "encoding": self.encoding,
            "has_header": self.has_header,
            "columns": list(self.columns),
        }

    @classmethod
    def described(cls, told: Mapping[str, Any], rest: Table) -> GivenFile:
        return cls(**{**told, "columns": tuple(told["columns"]), "rest": rest})

    def write(self, features: Table, without: str = "") -> bytes:
        """The file's bytes; ``features`` are the rows' other columns, ``without`` a column to leave out."""
        known = {column.name: column for column in (*features, *self.rest)}
        places = [(place, name) for place, name in enumerate(self.columns) if name != without]
        frame = pd.DataFrame({name: _as_written(known[name]) for _, name in places}, copy=False)
        header = [_original_name(name, place) for place, name in places]
        text = frame.to_csv(
            sep=self.delimiter if len(self.delimiter) == 1 else ",",
            decimal=self.decimal or ".",
            header=header if self.has_header else False,
            index=False,
        )
        return _encode(text, self.encoding)


def compact(table: Table) -> Table:
    """The same rows without the labels of any other row."""
    return Table(tuple(_compact(column) for column in table), table.n_rows)


def _compact(column: Column) -> Column:
    if column.is_number:
        return column
    present, codes = np.unique(column.values[~column.missing], return_inverse=True)
    values = np.full(len(column.values), -1, dtype=np.int32)
    values[~column.missing] = codes
    return Column(column.name, column.kind, values, tuple(column.levels[code] for code in present))


def _as_written(column: Column) -> pd.Series:
    """Whole numbers without a point, also where some are missing."""
    if column.is_number and column.integer and column.missing.any():
        return pd.Series(column.values, name=column.name).astype("Int64")
    return column.to_series()


def _original_name(name: str, place: int) -> str:
    return "" if name == f"{_BLANK_NAME}{place}" else name


def _encode(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding, errors="replace")
    except LookupError:
        return text.encode()
