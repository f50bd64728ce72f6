"""Tables drawn with characters, in Markdown and by databases: bars at the edges, lines of dashes."""

from __future__ import annotations

import re

_RULER_CHARS = " \t|+:=-"
_COUNT = re.compile(r"\s*(\([0-9]+ rows?\)|[0-9]+ rows? in set.*)$")
_LOOKED_AT = 20
_RULER_WITHIN = 5


def undraw(text: str) -> str:
    """The text without what only draws, line for line; the same text where nothing does."""
    if "|" not in text[:4096]:
        return text
    head = [line for line in text[:65_536].split("\n")[: 2 * _LOOKED_AT] if line.strip()][:_LOOKED_AT]
    rows = [line for line in head if not (_is_ruler(line) or _COUNT.match(line))]
    edged = len(rows) > 1 and all(map(_is_edged, rows))
    ruled = any(map(_is_ruler, head[:_RULER_WITHIN])) and all("|" in line for line in rows)
    if not (edged or ruled):
        return text
    return "\n".join(_undraw_line(line, edged=edged) for line in text.split("\n"))


def _undraw_line(line: str, *, edged: bool) -> str:
    if _is_ruler(line) or _COUNT.match(line):
        return ""
    return line.strip()[1:-1] if edged and _is_edged(line) else line


def _is_ruler(line: str) -> bool:
    return ("--" in line or "==" in line) and not line.strip(_RULER_CHARS)


def _is_edged(line: str) -> bool:
    text = line.strip()
    return len(text) > 1 and text[0] == text[-1] == "|"
