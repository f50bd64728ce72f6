"""JSON that is a table: records, columns, `split`, rows; and JSON lines.

Numbers and words stay as they are written. Objects within records become columns (``address.city``) one
level deep; what lies deeper stays JSON text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from evaluations.core.cells import Body
from evaluations.core.delimited import Cut
from evaluations.core.encoding import Decoded
from evaluations.core.json_escapes import replace_escapes
from evaluations.core.json_rows import SHAPES_HINT, Number, cut_list, cut_object
from evaluations.core.read_error import ReadError, ReadLimits
from evaluations.core.reading_notes import describe_text
from evaluations.core.reading_record import Reading

_START = re.compile(r'\s*(\{\s*["}]|\[\s*[\[{\]])')
_SPACE = re.compile(r"[ \t\n\r]*")
# Parsed at once, where the values stand by column: what such a file may hold, counted before it is parsed.
_MAX_MARKS = 6_000_000
_MAX_BRACKETS = 1_000_000  # lists and objects, each of which costs far more memory than its two characters
_DECODER = json.JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=Number)


def is_json(text: str) -> bool:
    """True when the text begins like JSON that could hold rows."""
    return bool(_START.match(text[:4096]))


def is_json_lines(text: str) -> bool:
    """True when the first line is a whole object, and the next begins another."""
    first, _, rest = text.lstrip().partition("\n")
    if not first.startswith("{") or not rest.lstrip().startswith("{"):
        return False
    try:
        return isinstance(_DECODER.decode(first), dict)
    except (ValueError, RecursionError):
        return False


def cut_json(text: str, decoded: Decoded, limits: ReadLimits) -> Cut:
    """The cells of a JSON document. Raise ``ReadError`` with the line for what is no such table."""
    _refuse_brackets(text)
    text = replace_escapes(text)
    if text[_skip(text, 0)] == "[":
        header, body, deep = cut_list(_each_element(text), limits)
    else:
        header, body, deep = cut_object(_parse(text), limits)
    return _make_cut("json", header, body, decoded, deep)


def cut_json_lines(text: str, decoded: Decoded, limits: ReadLimits) -> Cut:
    _refuse_brackets(text)
    header, body, deep = cut_list(_each_line(replace_escapes(text)), limits)
    return _make_cut("jsonl", header, body, decoded, deep)


def _make_cut(
    format: str, header: tuple[str, ...] | None, body: Body, decoded: Decoded, deep: list[str]
) -> Cut:
    reading = Reading(decoded.encoding, "", "", "", 0, header, 1, format=format)
    notes: tuple[str, ...] = ()
    if deep:
        shown = ", ".join(f"“{name}”" for name in deep[:4])
        notes = (f"Lists and nested objects were kept as JSON text in {shown}.",)
    return Cut(reading, body, tuple(describe_text(decoded.replaced, decoded.encoding)), notes)


# Elements, one at a time, so that only one of them is ever held


def _each_element(text: str) -> Iterator[Any]:
    """The elements of the list that the text is."""
    at = _skip(text, _skip(text, 0) + 1)
    if text[at : at + 1] == "]":
        return
    while True:
        value, at = _parse_at(text, at)
        yield value
        at = _skip(text, at)
        mark = text[at : at + 1]
        if mark == "]":
            break
        if mark != ",":
            raise _refuse("The list is not closed." if not mark else "A comma is missing.", text, at)
        at = _skip(text, at + 1)
    if _skip(text, at + 1) != len(text):
        raise _refuse("There is something behind the end of the list.", text, at + 1)


def _each_line(text: str) -> Iterator[Any]:
    at = _skip(text, 0)
    while at < len(text):
        value, at = _parse_at(text, at)
        yield value
        at = _skip(text, at)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _refuse_brackets(text: str) -> None:
    if text.count("[") + text.count("{") > _MAX_BRACKETS:
        raise _refuse_many(f"{_MAX_BRACKETS:,} lists and objects")


def _refuse_many(what: str) -> ReadError:
    hint = "Write it as CSV, `frame.to_csv('data.csv', index=False)`, and upload that."
    return ReadError("too_large", f"The JSON file holds more than {what}.", hint)


def _parse(text: str) -> Any:
    """A whole document, if what it holds fits into memory."""
    if text.count(",") + text.count(":") > _MAX_MARKS:
        raise _refuse_many(f"{_MAX_MARKS:,} values")
    value, end = _parse_at(text, _skip(text, 0))
    if _skip(text, end) != len(text):
        raise _refuse("There is something behind the end of the object.", text, end)
    return value


def _parse_at(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise _refuse(f"{error.msg}.", text, error.pos) from error
    except RecursionError as error:
        raise _refuse("Lists and objects are nested too deep here.", text, at) from error
    except ValueError as error:
        raise _refuse("A value cannot be read.", text, at) from error


def _refuse(what: str, text: str, at: int) -> ReadError:
    line = text.count("\n", 0, at) + 1
    return ReadError("bad_json", f"The JSON is broken on line {line:,}: {what}", SHAPES_HINT, line)
