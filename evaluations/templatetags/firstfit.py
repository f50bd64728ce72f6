"""Template filters that every page has."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from evaluations.figures.numbers import is_number, write_short
from evaluations.figures.text import clean
from evaluations.shown import words

MARKS = re.compile(r"[\\\\`*_{}\[\]#+!|~>$]|(?<=\])\(")  # what Markdown dialects take for a mark
LONG_NAME = 11  # characters that fit one line wherever a name stands
ENDS_OF_WORDS = re.compile(r"[_/.\-](?=\w)|[a-z](?=[A-Z])")  # inside a name
register = template.Library()


@register.filter
def number(value: Any) -> str:
    """A number as short as it may be read; anything else as one clean line."""
    if value is None:
        return "–"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return write_short(value) if is_number(value) else clean(value, 200)


@register.filter
def is_numeric(value: Any) -> bool:
    return value is None or is_number(value)


@register.filter
def duration(seconds: Any) -> str:
    """ "0.04 s", "12 s", "3 min"."""
    return words.duration(seconds) if is_number(seconds) else "–"


@register.filter
def website(address: str) -> str:
    """An address as people write it: without the scheme and the last slash."""
    return clean(address.split("://", 1)[-1].rstrip("/"), 60)


@register.filter
def plain(value: Any) -> str:
    """One line without control characters and direction overrides; the template escapes the rest."""
    return clean(value)


@register.filter
def breakable(name: Any) -> SafeString:
    """Escaped; a long name may wrap where its words meet: "od280/od315_of", "meanRadius"."""
    escaped = escape(name)
    return mark_safe(ENDS_OF_WORDS.sub(r"\g<0><wbr>", escaped)) if len(str(name)) > LONG_NAME else escaped  # noqa: S308


@register.filter
def with_code(text: str) -> SafeString:
    """Escaped text in which what stands between backticks is code."""
    parts = enumerate(clean(text, 2000).split("`"))
    return mark_safe("".join(f"<code>{escape(p)}</code>" if i % 2 else escape(p) for i, p in parts))  # noqa: S308


@register.filter
def as_markdown(value: Any, limit: int = 500) -> str:
    """A learner's words inside a Markdown document: one line that means nothing but itself."""
    return MARKS.sub(r"\\\g<0>", clean(value, limit)).replace("&", "&amp;").replace("<", "&lt;")


@register.filter
def short_hash(value: str) -> str:
    """The first twelve characters of a hash: enough to compare by eye."""
    return value[:12]
