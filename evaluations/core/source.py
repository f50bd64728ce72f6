"""A first look at an uploaded script that never runs it. Standard library only: the web process does this."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings

from evaluations.core.plain_text import plain_code, plain_text
from evaluations.core.reason import Reason

MAX_SOURCE_BYTES = 64 * 1024
_SAVE_AS_TEXT = "Save it as plain text with the ending .py (encoding UTF-8) and upload it again."


def check_source(source: bytes, filename: str) -> Reason | None:
    """What is wrong with this file before anything runs, or None."""
    if len(source) > MAX_SOURCE_BYTES:
        return _refuse(
            f"The script is larger than {MAX_SOURCE_BYTES // 1024} kB.",
            "A script holds code, not data: upload the data as a data set, and leave out what is not needed.",
        )
    if b"\0" in source:
        line = source[: source.index(b"\0")].count(b"\n") + 1
        return _refuse(f"{plain_text(filename)} is not a text file.", _SAVE_AS_TEXT, line)
    if not source.strip():
        return _refuse("The script is empty.", "Upload the file that holds your code.")
    return _parse(source)


def describe_syntax_error(error: SyntaxError) -> Reason:
    """The line, what Python says about it, and the caret under the place."""
    line = error.lineno if isinstance(error.lineno, int) and error.lineno > 0 else None
    where = f"Line {line}" if line else "The script"
    text = plain_code(error.text.rstrip("\n")) if isinstance(error.text, str) else ""
    column = error.offset if isinstance(error.offset, int) else 0
    shown = f"{text}\n{' ' * (column - 1)}^" if text and 0 < column <= len(text) + 1 else text
    hint = shown or "Look for a missing bracket, colon or quote in this line and in the one above."
    return _refuse(f"{where} is not valid Python: {plain_text(error.msg)}.", hint, line)


def _parse(source: bytes) -> Reason | None:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        source.decode(encoding)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        return _refuse(f"Line {line} is not text in the encoding {error.encoding}.", _SAVE_AS_TEXT, line)
    except SyntaxError as error:
        return describe_syntax_error(error)
    except (RecursionError, MemoryError, ValueError):
        return _refuse(
            "The script is nested too deeply to be read.", "Split the long expression into several lines."
        )
    return None


def _refuse(message: str, hint: str, line: int | None = None) -> Reason:
    return Reason("syntax_error", message, hint, line)
