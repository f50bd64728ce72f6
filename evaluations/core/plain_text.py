"""Making text that a stranger wrote safe to store and to show. Standard library only."""

from __future__ import annotations

import unicodedata

MAX_TEXT_CHARS = 500
MAX_CODE_CHARS = 200
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def plain_text(value: object, limit: int = MAX_TEXT_CHARS) -> str:
    """One line without control, bidi, invisible or surrogate characters, at most ``limit`` long."""
    spaced = " ".join(str(value)[: 4 * limit].split())
    seen = _strip_unseen(spaced)
    return seen if len(seen) <= limit else seen[: limit - 1] + "…"


def plain_code(value: object) -> str:
    """Like ``plain_text``, and keeps the spaces: a caret must stay under its character."""
    return _strip_unseen(str(value)[:MAX_CODE_CHARS].replace("\t", " "))


def _strip_unseen(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) not in _UNSEEN)
