"""Words as the index knows them: small letters without accents, nothing that a query language understands."""

from __future__ import annotations

import re
import unicodedata

TOKENS_MAX, TOKEN_CHARS_MAX = 10, 40
RANKED_MAX = 1_000  # ranking all that have a common word would take longer the more there are
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Small letters without accents: "Über Wälder" and "uber walder" are the same."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def tokens_of(text: str, most: int = TOKENS_MAX) -> tuple[str, ...]:
    """Letters and digits only, in order, without repeats."""
    found = dict.fromkeys(word[:TOKEN_CHARS_MAX] for word in _WORD.findall(fold(text)))
    return tuple(found)[:most]
