"""A learner's Markdown made safe HTML: raw HTML is off, and what is left is cleaned once more."""

from __future__ import annotations

import hashlib
import re
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
ATTRIBUTES = {"a": {"href", "title", "id"}, "li": {"id"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
DEEPEST_HEADING = 5
LONGEST_WORD = 2_000  # in longer ones addresses are not sought: the search takes the square of the length
OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202d\u202e"))  # turn the words after them around
LINK_REL = "nofollow ugc noopener noreferrer"
_FOOTNOTE = re.compile(r"fn(ref)?-[0-9a-f]{8}-\d+(:\d+)?")


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


def make_parser(*, linkify: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": linkify})
    parser.enable(["table", "strikethrough", "linkify"]).use(footnote_plugin)
    parser.add_render_rule("image", link_picture)
    return parser


def keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Names of places in the page are ours, but for those of footnotes."""
    return value if name != "id" or _FOOTNOTE.fullmatch(value) else None


_parsers = {linkify: make_parser(linkify=linkify) for linkify in (True, False)}
_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=keep_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=LINK_REL,
)


def render_markdown(markdown: str, *, first_level: int = 2) -> str:
    """HTML that may stand in a page, its headings in an order that a screen reader can follow."""
    parser = _parsers[all(len(word) <= LONGEST_WORD for word in markdown.split())]
    # Footnotes are named by the text that they stand in: a page may show several.
    env = {"docId": hashlib.sha256(markdown.encode(errors="replace")).hexdigest()[:8]}
    tokens = parser.parse(markdown.translate(OVERRIDES), env)
    set_headings(tokens, first_level)
    return _cleaner.clean(parser.renderer.render(tokens, parser.options, env))


def set_headings(tokens: Sequence[Token], first: int) -> None:
    """The page has headings of its own: the learner's begin below them and never skip a level down."""
    headings = [token for token in tokens if token.type == "heading_open"]
    ranks = sorted({token.tag for token in headings})
    level = first - 1
    for token, closing in zip(headings, (t for t in tokens if t.type == "heading_close"), strict=True):
        level = min(ranks.index(token.tag) + first, level + 1, DEEPEST_HEADING)
        token.tag = closing.tag = f"h{level}"
