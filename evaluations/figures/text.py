"""Learners' words made safe to draw, and measured so that they fit.

Every label may be hostile: control characters, direction overrides, ten thousand letters. What
passes ``clean`` can be drawn; escaping for XML happens once, in ``svg.py``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from evaluations.core.metric_registry import in_sentence as in_sentence

LONGEST = 300  # characters kept of any learner's string; drawings are pages, not archives
ELLIPSIS = "…"
_DROPPED = frozenset(
    ["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]
)  # controls, overrides, surrogates, unassigned
_JOINER = "\u200d"  # keeps composed emoji whole
_MARKS = frozenset(["Mn", "Me"])
_LEFT_TO_RIGHT = "\u200e"  # an invisible mark: what follows a right-to-left word stands after it
_RIGHT_TO_LEFT = frozenset(["R", "AL"])
_BREAKS = re.compile(r"[^\S\u00a0]+")  # "95 %" stays on one line

# Advance widths in em. Those of DejaVu Sans, among the widest interface fonts in use: a label that
# fits by this table fits in narrower fonts too.
_NARROW = frozenset("iljI.,:;'|!()[]{}/\\ tfr\u00a0-")
_CAPITAL = frozenset("ABCDEFGHKNOPQRTUVXYZ&=+<>~→←×")
_WIDE = frozenset("mwMW@%—…")
_BREAKABLE = re.compile(r"[ _/:;-]|[.,](?!\d)")  # a line may end here; never inside 9,397,430
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def clean(value: object, limit: int = LONGEST) -> str:
    """One line of printable text, at most ``limit`` characters."""
    plain = str(value)
    if len(plain) <= limit and plain.isascii() and plain.isprintable() and "  " not in plain:
        return plain.strip()
    raw = _BREAKS.sub(" ", plain[: limit * 4]).strip()
    text = raw if raw.isascii() and raw.isprintable() else "".join(_printable(raw))
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


def _printable(raw: str) -> Iterator[str]:
    stacked = 0
    for character in raw:
        category = unicodedata.category(character)
        stacked = stacked + 1 if category in _MARKS else 0
        too_tall = stacked > 2  # towers of combining marks grow over their neighbours
        if not too_tall and (category not in _DROPPED or character in (_JOINER, _LEFT_TO_RIGHT)):
            yield character


def text_width(text: str, size: float) -> float:
    """Estimated width of ``text`` set at ``size``, in the same unit; generous rather than tight."""
    return size * sum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if unicodedata.combining(character) or character in (_JOINER, _LEFT_TO_RIGHT):
        return 0.0
    if character in _RAISED:
        return 0.53
    if character in _NARROW:
        return 0.42
    if character in _WIDE:
        return 1.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.1
    if character in _CAPITAL or ord(character) > 0x24F:
        return 0.8
    return 0.64


def cut(text: str, size: float, room: float) -> str:
    """``text``, shortened with an ellipsis until it is at most ``room`` wide."""
    if text_width(text, size) <= room:
        return text
    left = room - text_width(ELLIPSIS, size)
    kept = 0
    for character in text:
        left -= size * _em(character)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def cut_middle(text: str, size: float, room: float) -> str:
    """``text``, shortened until it is at most ``room`` wide, its end kept: names often differ there alone."""
    if text_width(text, size) <= room:
        return text
    half = (room + text_width(ELLIPSIS, size)) / 2
    head, tail = cut(text, size, half), cut(text[::-1], size, half)
    return head + tail[:-1][::-1].lstrip()


def wrap(text: str, size: float, room: float) -> list[str]:
    """``text`` on one line or on two, broken between its words where it has any.

    What is longer loses its middle: names of columns often differ in their ends alone.
    """
    if text_width(text, size) <= room:
        return [text]
    most = len(cut(text, size, room)) - 1
    ends = [found.end() for found in _BREAKABLE.finditer(text, most // 3) if found.end() <= most]
    first = text[: ends[-1]] if ends else text[:most]
    rest = text[len(first) :].strip()
    if text_width(rest, size) > room:
        rest = ELLIPSIS + cut(rest[::-1], size, room)[:-1][::-1].lstrip()
    return [first.rstrip(), rest]


def quote(label: object, limit: int = 40) -> str:
    """A learner's label inside a sentence: cleaned, short, in quotation marks.

    After Arabic or Hebrew the sentence goes on from left to right: a number behind it stays behind it.
    """
    text = clean(label, limit)
    turns = any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)
    return f"“{text}”{_LEFT_TO_RIGHT}" if turns else f"“{text}”"
