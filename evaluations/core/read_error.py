"""How a file that cannot be read is refused, and how large a file may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadLimits:
    """The largest file that is taken: its bytes, the table's rows and columns, characters of a cell."""

    max_bytes: int = 25_000_000
    max_rows: int = 200_000
    max_columns: int = 1_000
    max_cell_chars: int = 100_000


class ReadError(ValueError):
    """A file that cannot be read as a table.

    Parameters
    ----------
    code : short stable name: empty_file, binary_file, not_a_table, too_large, one_column, no_data_rows,
        too_few_rows, too_many_rows, too_many_columns, bad_encoding, nul_bytes, unclosed_quote,
        cell_too_long, ragged_rows, reading_mismatch, unreadable, bad_archive, bad_workbook, bad_json,
        bad_arff, bad_parquet, no_parquet, bad_reading
    message : what is wrong, and where
    hint : what to do about it
    line : line of the file, 1-based, where it is known
    about : what the owner had said that does not fit: encoding, delimiter, decimal, header_line, part or
        columns; empty where the file itself is at fault
    """

    def __init__(
        self, code: str, message: str, hint: str, line: int | None = None, *, about: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.line = line
        self.about = about
