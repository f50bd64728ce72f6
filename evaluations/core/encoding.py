"""Bytes to text: byte order mark, then strict UTF-8, then a guess that is trusted only where it is reliable.

A statistical guess tells Cyrillic or Chinese from the rest well, and one Western code page from another
badly; so for Western text the answer is always Windows-1252, which is what spreadsheets write.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import chardet

from evaluations.core.read_error import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NON_LATIN = re.compile(
    r"cp125[135-8]|windows-125[135-8]|koi8|gb|big5|shift|sjis|cp932|cp949|euc|iso-?8859-?[5-8]|iso-?2022"
    r"|iso8859-?[5-8]|tis-?620|cp874|mac-?cyrillic|maccyrillic|cp866|cp855|hz|johab",
    re.IGNORECASE,
)
_GUESS_BYTES = 64_000
_WIDE_SHARE = 0.05
# A guess on a short text is never confident; what counts then is that non-Latin scripts write most of their
# letters beyond ASCII, and Western languages few.
_SURE = 0.8
_NEAR = 0.5
_FAINT = 0.02
_SHARE_BEYOND_ASCII = 0.5
# Control characters that no text file has; tab, line feed, form feed, carriage return and the old
# end-of-file mark are left out.
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_SAVE_AS_UTF8 = (
    "Save the file as “CSV UTF-8” in your spreadsheet, or with `encoding='utf-8'`, and upload that."
)


@dataclass(frozen=True)
class Decoded:
    """Text, the codec that gave it, and how many characters had to be replaced by U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file; ``encoding`` repeats an earlier decision. Raises ``ReadError``."""
    decoded = _decode_as(data, encoding) if encoding else _guess(data)
    _refuse_control_characters(decoded.text)
    return decoded


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding, errors="replace")
    except (LookupError, UnicodeError) as error:
        message = f"The file could not be read as {encoding}."
        raise ReadError("bad_encoding", message, _SAVE_AS_UTF8) from error
    return Decoded(text, encoding, text.count("�"))


def _guess(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding)
    wide = _wide_without_mark(data)
    if wide:
        return _decode_strictly(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guess_legacy(data)


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8-sig":
        return _decode_as(data, encoding)
    return _decode_strictly(data, encoding)


def _decode_strictly(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        message = f"The file begins like {encoding.upper()} text but breaks off at byte {error.start:,}."
        raise ReadError("bad_encoding", message, _SAVE_AS_UTF8) from error


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 has zeros in every second byte only: nearly all of those in English, the marks in Russian."""
    head = data[:4096]
    pairs = len(head) // 2
    if pairs < 4 or len(data) % 2:
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    if low == 0 and high >= _WIDE_SHARE * pairs and b"\n\x00" in head:
        return "utf-16-le"
    if high == 0 and low >= _WIDE_SHARE * pairs and b"\x00\n" in head:
        return "utf-16-be"
    return None


def _guess_legacy(data: bytes) -> Decoded:
    """Not UTF-8: damaged UTF-8, a non-Latin code page, or Windows-1252."""
    _refuse_control_characters(data.decode("latin-1"))
    text = data.decode("utf-8", errors="replace")
    broken = text.count("�")
    if _count_beyond_ascii(text) > 2 * broken:  # valid multi-byte characters never happen by chance
        return Decoded(text, "utf-8", broken)
    western = _try(data, "cp1252")
    guess = _guess_non_latin(data, doubtful=western is None)
    return guess or western or _refuse_unknown()


def _try(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except (LookupError, UnicodeError):
        return None


def _refuse_unknown() -> Decoded:
    message = "The file is not UTF-8, and its characters fit no other encoding that we know."
    raise ReadError("bad_encoding", message, _SAVE_AS_UTF8)


def _count_beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _guess_non_latin(data: bytes, *, doubtful: bool) -> Decoded | None:
    """``doubtful``: the bytes are not Windows-1252 either, so that any guess beats none."""
    sample = _lines_beyond_ascii(data)
    guesses = chardet.detect_all(sample, ignore_threshold=True)
    best = guesses[0]["confidence"] if guesses else 0.0
    if _share_beyond_ascii(sample) >= _SHARE_BEYOND_ASCII and (best >= _FAINT or doubtful):
        # a rare code page may come before a common one, and that of the old Mac beside that of Windows
        near = [one for one in guesses if one["confidence"] >= _NEAR * best and _is_non_latin(one)]
        guesses = sorted(near, key=lambda one: (-round(one["confidence"], 2), "Mac" in str(one["encoding"])))
    elif not (doubtful or best >= _SURE):
        return None
    found = guesses[0] if guesses and _is_non_latin(guesses[0]) else None
    return _try(data, str(found["encoding"]).lower()) if found else None


def _is_non_latin(guess: Mapping[str, Any]) -> bool:
    return bool(_NON_LATIN.match(guess["encoding"] or ""))


def _share_beyond_ascii(sample: bytes) -> float:
    """The share of the letters that are bytes above 127."""
    beyond = sum(byte > 127 for byte in sample)
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 128)
    return beyond / max(beyond + letters, 1)


def _lines_beyond_ascii(data: bytes) -> bytes:
    """A sample of the lines that say something about the code page."""
    telling = [line for line in data[: 20 * _GUESS_BYTES].splitlines(keepends=True) if not line.isascii()]
    return b"".join(telling)[:_GUESS_BYTES] or data[:_GUESS_BYTES]


def _refuse_control_characters(text: str) -> None:
    found = _CONTROL.search(text)
    if found is None:
        return
    line = text.count("\n", 0, found.start()) + 1
    if found.group() == "\x00" and len(_CONTROL.findall(text)) <= 0.01 * len(text):
        message = f"Line {line:,} contains a NUL byte, which no CSV file has."
        hint = "The file was probably cut off or damaged while it was copied. Export it again and upload it."
        raise ReadError("nul_bytes", message, hint, line)
    message = f"This is not a text file: line {line:,} contains bytes that no text has."
    hint = "Export the table as CSV (comma separated values) and upload that file."
    raise ReadError("binary_file", message, hint, line)
