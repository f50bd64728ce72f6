"""A note's Markdown and code as HTML. The words are ours, yet raw HTML stays off."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

_markdown = MarkdownIt("commonmark", {"html": False})
_NOTE_LINK = re.compile(r"\]\(note:([a-z0-9_]+)\)")


@lru_cache(maxsize=512)
def render(words: str) -> SafeString:
    """``[accuracy](note:accuracy)`` leads to another note."""
    linked = _NOTE_LINK.sub(r"](/learn/\1/)", words)
    return mark_safe(_markdown.render(linked))  # noqa: S308  (our own notes, HTML off)


@lru_cache(maxsize=128)
def render_code(source: str) -> SafeString:
    """Highlighted by classes alone."""
    formatter = HtmlFormatter(nowrap=True, classprefix="hl-")
    return mark_safe(highlight(source, PythonLexer(), formatter))  # noqa: S308  (Pygments escapes)
