"""ARFF, Weka's format: names and types of the columns first, then rows between commas."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evaluations.core.cells import Body
from evaluations.core.delimited import Cut
from evaluations.core.encoding import Decoded
from evaluations.core.grid import GridBuilder, refuse_width
from evaluations.core.read_error import ReadError, ReadLimits
from evaluations.core.reading_notes import describe_text
from evaluations.core.reading_record import Reading

_START = re.compile(r"\s*(%[^\n]*\n\s*)*@relation\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\S+)\s+(\{.*\}|[a-z]+).*$""", re.IGNORECASE
)
_SINGLE = re.compile(r"(^|[,{\s])'", re.MULTILINE)
_KINDS = {"numeric": "number", "real": "number", "integer": "number", "date": "date", "string": "string"}
_HINT = "An ARFF file has lines like `@attribute height numeric`, then `@data`, then rows between commas."


@dataclass(frozen=True)
class _Attribute:
    """``default`` is what a sparse row leaves out."""

    name: str
    kind: str
    default: str


def is_arff(text: str) -> bool:
    return bool(_START.match(text[:4096]))


def cut_arff(text: str, decoded: Decoded, limits: ReadLimits) -> Cut:
    """The cells of an ARFF file, with the kinds that it declares. Raise ``ReadError`` with the line."""
    lines = text.split("\n")
    attributes, data_line = _read_attributes(lines)
    if len(attributes) > limits.max_columns:
        raise refuse_width(len(attributes), limits)
    quote = "'" if _SINGLE.search(text) else '"'
    body = _read_rows(lines, data_line, attributes, quote, limits)
    names = tuple(attribute.name for attribute in attributes)
    reading = Reading(decoded.encoding, ",", quote, "\\", data_line, names, data_line + 1, format="arff")
    notes = tuple(describe_text(decoded.replaced, decoded.encoding))
    return Cut(reading, body, notes, kinds=tuple(attribute.kind for attribute in attributes))


def _read_attributes(lines: list[str]) -> tuple[list[_Attribute], int]:
    """What is declared, and the line of ``@data``."""
    found: list[_Attribute] = []
    for number, line in enumerate(lines, 1):
        word = line.strip()[:10].lower()
        if word.startswith("@data"):
            return found, number
        if word.startswith("@attribute"):
            found.append(_read_attribute(line.strip(), number))
    raise ReadError("bad_arff", "The ARFF file has no line @data.", _HINT)


def _read_attribute(line: str, number: int) -> _Attribute:
    match = _ATTRIBUTE.match(line)
    if match is None:
        raise ReadError("bad_arff", f"Line {number:,} declares no attribute that can be read.", _HINT, number)
    name, kind = _unquote(match[1]), match[2]
    if kind.startswith("{"):
        values = next(csv.reader([kind[1:-1]], quotechar="'", escapechar="\\", skipinitialspace=True), [""])
        return _Attribute(name, "category", _unquote(values[0].strip()) if values else "")
    if kind.lower() not in _KINDS:
        message = f"Line {number:,}: attributes of the type {kind[:20]} cannot be read."
        raise ReadError("bad_arff", message, _HINT, number)
    return _Attribute(name, _KINDS[kind.lower()], "0" if _KINDS[kind.lower()] == "number" else "")


def _unquote(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


def _read_rows(
    lines: list[str], data_line: int, attributes: list[_Attribute], quote: str, limits: ReadLimits
) -> Body:
    grid, width = GridBuilder(limits), len(attributes)
    short, overfull = [], []
    for number, row in _each_row(lines, data_line, attributes, quote):
        if len(row) < width:
            short.append(number)
        elif len(row) > width:
            overfull.append(number)
        grid.add(["" if cell == "?" else cell for cell in row[:width]])
    if len(overfull) > max(1, grid.n_rows // 10):
        message = f"{len(overfull):,} of {grid.n_rows:,} rows have more values than the {width:,} attributes."
        raise ReadError("ragged_rows", message, _HINT, overfull[0])
    return replace(grid.finish(width), overfull=tuple(overfull), short=tuple(short))


def _each_row(
    lines: list[str], data_line: int, attributes: list[_Attribute], quote: str
) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every row; blank lines and comments are none."""
    for number, line in enumerate(lines[data_line:], data_line + 1):
        text = line.strip()
        if not text or text.startswith("%"):
            continue
        if text.startswith("{") and text.endswith("}"):
            yield number, _read_sparse(text, number, attributes, quote)
        else:
            yield number, [_unquote(cell.strip()) for cell in _split(text, number, quote)]


def _split(text: str, number: int, quote: str) -> list[str]:
    delimiter = "," if "," in text else "\t"
    try:
        rows = csv.reader(
            [text], delimiter=delimiter, quotechar=quote, escapechar="\\", skipinitialspace=True, strict=True
        )
        return next(rows, [])
    except csv.Error as error:
        message = f"A quotation mark on line {number:,} is opened and never closed."
        raise ReadError("unclosed_quote", message, f"Write \\{quote} inside a value.", number) from error


def _read_sparse(text: str, number: int, attributes: list[_Attribute], quote: str) -> list[str]:
    """``{1 5, 3 'a b'}``: position and value of what is not the default."""
    row = [attribute.default for attribute in attributes]
    for entry in _split(text[1:-1].replace("\t", " "), number, quote) if text[1:-1].strip() else []:
        place, _, value = entry.strip().partition(" ")
        if not place.isdecimal() or len(place) > 6 or int(place) >= len(row):
            message = f"Line {number:,} gives a value for an attribute that is not declared."
            raise ReadError("bad_arff", message, _HINT, number)
        row[int(place)] = _unquote(value.strip())
    return row
