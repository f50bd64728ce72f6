"""A learner's Markdown made safe HTML: raw HTML is off, and what is left is cleaned once more."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

TAGS = set(
    "h2 h3 h4 h5 p br hr em strong s del code pre blockquote ul ol li a "
    "table thead tbody tr th td sup section".split()
)
ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
LINK_REL = "nofollow ugc noopener noreferrer"

_markdown = (
    MarkdownIt("commonmark", {"html": False, "linkify": True})
    .enable(["table", "strikethrough", "linkify"])
    .use(footnote_plugin)
)
_cleaner = nh3.Cleaner(
    tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=LINK_REL
)


def render_writeup(markdown: str) -> str:
    """HTML that may stand in a page. Headings begin at level two: the page has its own first one."""
    tokens = _markdown.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 5)}"
    return _cleaner.clean(_markdown.renderer.render(tokens, _markdown.options, {}))
