"""Recognises the files that are not a table in text form, so that the refusal can name what was sent."""

from __future__ import annotations

import re

from evaluations.core.read_error import ReadError

_SAVE_AS_CSV = "Open it in the program that wrote it, save it as CSV (comma separated), and upload that."
_UNPACK = "Unpack it on your machine and upload the CSV file that is inside."
_FROM_PYTHON = "Load it in Python, write it with `frame.to_csv('data.csv', index=False)`, and upload that."

# Signature at the start of the file, what it is, what to do.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a PNG picture", "Upload the table that the picture shows, as a CSV file."),
    (b"\xff\xd8\xff", "a JPEG picture", "Upload the table that the picture shows, as a CSV file."),
    (b"GIF8", "a GIF picture", "Upload the table that the picture shows, as a CSV file."),
    (b"%PDF", "a PDF document", "Copy the table into a spreadsheet, save it as CSV, and upload that."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls)", _SAVE_AS_CSV),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a", "a RAR archive", _UNPACK),
    (b"PAR1", "a Parquet file", _FROM_PYTHON),
    (b"ARROW1", "a Feather (Arrow) file", _FROM_PYTHON),
    (b"FEA1", "a Feather file", _FROM_PYTHON),
    (b"\x89HDF", "an HDF5 file", _FROM_PYTHON),
    (b"\x93NUMPY", "a NumPy array file", _FROM_PYTHON),
    (b"SQLite format 3\x00", "an SQLite database", "Export the one table that you want as CSV."),
    (b"$FL2", "an SPSS file", _SAVE_AS_CSV),
    (b"<stata_dta>", "a Stata file", _SAVE_AS_CSV),
    (b"MATLAB 5.0", "a MATLAB file", _SAVE_AS_CSV),
    (b"RDX", "an R data file", "Write it in R with `write.csv(frame, 'data.csv', row.names = FALSE)`."),
    (b"\x7fELF", "a program", "Upload the data as a CSV file."),
    (b"MZ\x90", "a program", "Upload the data as a CSV file."),
    (b"{\\rtf", "an RTF document", _SAVE_AS_CSV),
)
_PICKLE = re.compile(rb"\x80[\x02-\x05](\x95|\}|\]|c|q|\(|X|C)")
_TAR_MAGIC_OFFSET = 257
_HEAD_BYTES = 4096

_HTML = re.compile(r"\s*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_LIBSVM = re.compile(r"\s*[+-]?[0-9.]+( +[0-9]+:[0-9.eE+-]+){2,}\s*\n[+-]?[0-9.]+ +[0-9]+:")
_PYTHON = re.compile(r"\s*(#![^\n]*python|import \w+|from [\w.]+ import )")


def refuse_binary(data: bytes) -> None:
    """Raise ``ReadError`` when the bytes are of a known format that is not text."""
    found = _known_binary(data)
    if found is not None:
        what, hint = found
        raise ReadError("binary_file", f"This is {what}, not a CSV file.", hint)


def _known_binary(data: bytes) -> tuple[str, str] | None:
    head = data[:_HEAD_BYTES]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _known_zip(data)
    if _PICKLE.match(head):
        return "a Python pickle", _FROM_PYTHON
    if head[_TAR_MAGIC_OFFSET : _TAR_MAGIC_OFFSET + 5] == b"ustar":
        return "a tar archive", _UNPACK
    return next(((what, hint) for sign, what, hint in _SIGNATURES if head.startswith(sign)), None)


def is_workbook(data: bytes) -> bool:
    """True for zip archives that hold an Excel workbook, .xlsx or its binary kind."""
    return b"xl/" in data[:_HEAD_BYTES] or b"xl/workbook" in data


def is_parquet(data: bytes) -> bool:
    return data.startswith(b"PAR1") and data.endswith(b"PAR1")


def _known_zip(data: bytes) -> tuple[str, str]:
    """Documents are zip archives with names of their own inside."""
    if b"opendocument.spreadsheet" in data[:_HEAD_BYTES]:
        return "an OpenDocument spreadsheet (.ods)", _SAVE_AS_CSV
    if b"word/" in data[:_HEAD_BYTES]:
        return "a Word document", _SAVE_AS_CSV
    return "a zip archive", _UNPACK


def refuse_other_text(text: str) -> None:
    """Raise ``ReadError`` when the text is of a known format that is not a table of separated values."""
    head = text[:_HEAD_BYTES]
    if _HTML.match(head):
        hint = "You probably saved the page that shows the file. Use its download or “raw” link instead."
        raise ReadError("not_a_table", "This is a web page (HTML), not a CSV file.", hint, 1)
    if _XML.match(head):
        raise ReadError("not_a_table", "This is an XML file, not a CSV file.", _SAVE_AS_CSV, 1)
    if _PYTHON.match(head):
        hint = "Upload the data here. A script is added to the project afterwards."
        raise ReadError("not_a_table", "This looks like a Python script, not a CSV file.", hint, 1)
    if _LIBSVM.match(head):
        hint = "Load it with `sklearn.datasets.load_svmlight_file`, write it as CSV, and upload that."
        raise ReadError("not_a_table", "This is a file for LIBSVM (1:0.5 3:2), not a CSV file.", hint, 1)
