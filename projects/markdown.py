"""A learner's Markdown made safe HTML: raw HTML is off, and what is left is cleaned once more."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

TAGS = set(
    "h2 h3 h4 h5 p br hr em strong s del code pre blockquote ul ol li a "
    "table thead tbody tr th td sup section".split()
)
ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
DEEPEST_HEADING = 5
OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202d\u202e"))  # turn the words after them around
LINK_REL = "nofollow ugc noopener noreferrer"


def link_picture(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType
) -> str:
    """A picture of another host would tell it who reads: it becomes a link, in a link the words alone."""
    picture, before = tokens[place], [token.type for token in tokens[:place]]
    words = escape(renderer.renderInlineAsText(picture.children, options, env) or "picture")
    address, is_inside = str(picture.attrs["src"]), before.count("link_open") > before.count("link_close")
    if is_inside or not address.startswith(("http://", "https://")):
        return words
    return f'<a href="{escape(address)}">{words}</a>'


_markdown = (
    MarkdownIt("commonmark", {"html": False, "linkify": True})
    .enable(["table", "strikethrough", "linkify"])
    .use(footnote_plugin)
)
_markdown.add_render_rule("image", link_picture)
_cleaner = nh3.Cleaner(
    tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=LINK_REL
)


def render_markdown(markdown: str, *, first_level: int = 2) -> str:
    """HTML that may stand in a page, its headings in an order that a screen reader can follow."""
    tokens = _markdown.parse(markdown.translate(OVERRIDES))
    set_headings(tokens, first_level)
    return _cleaner.clean(_markdown.renderer.render(tokens, _markdown.options, {}))


def set_headings(tokens: Sequence[Token], first: int) -> None:
    """The page has headings of its own: the learner's begin below them and never skip a level down."""
    headings = [token for token in tokens if token.type == "heading_open"]
    ranks = sorted({token.tag for token in headings})
    level = first - 1
    for token, closing in zip(headings, (t for t in tokens if t.type == "heading_close"), strict=True):
        level = min(ranks.index(token.tag) + first, level + 1, DEEPEST_HEADING)
        token.tag = closing.tag = f"h{level}"
