"""Escapes in JSON that stand for no character: halves of a pair, NUL. No page and no database holds them."""

from __future__ import annotations

import re

# Whole pairs are characters; a backslash that is escaped itself escapes nothing behind it.
_ESCAPE = re.compile(
    r"\\(?:ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|(u0000|ud[89a-f][0-9a-f]{2})|.)", re.IGNORECASE | re.DOTALL
)
_NO_CHARACTER = r"\ufffd"  # as an escape, so that nothing changes its place


def replace_escapes(text: str) -> str:
    """The same JSON, as long as it was, with a replacement character for each of them."""
    if "\\u" not in text:
        return text
    return _ESCAPE.sub(lambda found: _NO_CHARACTER if found[1] else found[0], text)
