"""Rows that come one by one, from a workbook or from records, as columns of coded strings.

What is held grows with the distinct strings and four bytes a cell, and the limits are kept while the rows
come in: nothing is allocated on the word of a file.
"""

from __future__ import annotations

import numpy as np

from evaluations.core.cells import Body, Part, code_strings, join_parts
from evaluations.core.read_error import ReadError, ReadLimits

_BLOCK_CELLS = 200_000


class GridBuilder:
    """Takes rows of any width; the table is as wide as the widest of them."""

    def __init__(self, limits: ReadLimits) -> None:
        self.n_rows = 0
        self._limits = limits
        self._block: list[list[str]] = []
        self._block_cells = 0
        self._coded_rows = 0
        self._parts: list[list[Part]] = []

    def add(self, row: list[str]) -> None:
        """Raise ``ReadError`` when the table would pass a limit."""
        if len(row) > self._limits.max_columns:
            raise refuse_width(len(row), self._limits)
        if self.n_rows >= self._limits.max_rows:
            raise refuse_length(self.n_rows + 1, self._limits)
        self.n_rows += 1
        self._block.append(row)
        self._block_cells += len(row)
        if self._block_cells >= _BLOCK_CELLS:
            self._code_block()

    def finish(self, width: int = 0) -> Body:
        """All rows, each filled up with empty cells to the widest, and to ``width`` at least."""
        self._code_block(width)
        columns = [join_parts(parts, position, self._limits) for position, parts in enumerate(self._parts)]
        return Body(tuple(columns), self.n_rows)

    def _code_block(self, width: int = 0) -> None:
        widest = max([width, len(self._parts), *map(len, self._block)])
        earlier = (np.zeros(self._coded_rows, dtype=np.int32), np.array([""], dtype=object))
        self._parts += [[earlier] if self._coded_rows else [] for _ in range(widest - len(self._parts))]
        padded = [row + [""] * (widest - len(row)) for row in self._block]
        for parts, cells in zip(self._parts, zip(*padded, strict=True), strict=False):
            strings = np.empty(len(cells), dtype=object)
            strings[:] = cells
            parts.append(code_strings(strings))
        self._coded_rows += len(self._block)
        self._block, self._block_cells = [], 0


def refuse_width(columns: int, limits: ReadLimits) -> ReadError:
    return ReadError(
        "too_many_columns",
        f"The table has {columns:,} columns; the limit is {limits.max_columns:,}.",
        "Leave out the columns that you do not need and upload it again.",
    )


def refuse_length(rows: int, limits: ReadLimits) -> ReadError:
    return ReadError(
        "too_many_rows",
        f"The table has {rows:,} rows; the limit is {limits.max_rows:,}.",
        f"Upload a sample, for example `frame.sample({limits.max_rows // 2:_}, random_state=0)`.",
    )
