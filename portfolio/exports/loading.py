"""A line of pandas that reads a file as the platform read it: separator, encoding, decimal mark, sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WORKBOOK, LINES, TEXT = "xlsx", "jsonl", "text"
MARKS_OF_ARFF = {"comment": "%", "na_values": "?", "skipinitialspace": True}  # scipy knows no quoted words
PACKED = {".gz": "gzip", ".zip": "zip"}


def loading_call(reading: Mapping[str, Any], name: str) -> str:
    """An expression in which ``path`` stands for the file; ``name`` is the file's."""
    kind = reading.get("format", TEXT)
    if kind == WORKBOOK:
        return call("read_excel", sheet_name=reading.get("part") or 0, header=reading["header_line"] - 1)
    if kind in ("json", LINES):
        return call("read_json", **({"lines": True} if kind == LINES else {}), **packing(name))
    if kind == "parquet":
        return call("read_parquet")
    if kind == "arff":
        return call("read_csv", **text_options(reading), **MARKS_OF_ARFF, quotechar=reading["quote"])
    return call("read_csv", **text_options(reading), **packing(name))


def text_options(reading: Mapping[str, Any]) -> dict[str, Any]:
    """Names as they were read, so that none depends on what pandas makes of the lines above the table."""
    blank = reading["delimiter"] == " "
    said = {
        "sep": r"\s+" if blank else reading["delimiter"],
        "encoding": reading["encoding"],
        "skiprows": reading["body_line"] - 1,
        "header": None,
        "names": [column["name"] for column in reading["columns"]],
        "decimal": reading["decimal"],
        "on_bad_lines": "warn",
    }
    later = {"thousands": reading["thousands"], "escapechar": reading["escape"]}
    return said | {name: value for name, value in later.items() if value}


def packing(name: str) -> dict[str, str]:
    way = next((way for ending, way in PACKED.items() if name.lower().endswith(ending)), "")
    return {"compression": way} if way else {}


def call(function: str, **options: Any) -> str:
    if not options:
        return f"pd.{function}(path)"
    lines = "".join(f"    {name}={value!r},\n" for name, value in options.items())
    return f"pd.{function}(\n    path,\n{lines})"
