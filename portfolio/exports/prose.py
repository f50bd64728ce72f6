"""A learner's Markdown in documents that others render: GitHub, notebooks, whatever shows a README.

They know raw HTML, which the site does not. Left as it is, a comment that never ends could hide every number
below it, and a picture would tell its host who reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from projects.markdown import OVERRIDES

VERBATIM = ("fence", "code_block")
SCHEMES = ("http:", "https:", "mailto:")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
_TAG = re.compile(r"(?<!\\)<(?=[a-z/!?])(?!https?://|mailto:)", re.I)
_PICTURE = re.compile(r"(?<!\\)!\[")
_LINK = re.compile(r"(?<!\\)\]")  # without it there is no link
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)

_suspicious = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_suspicious.validateLink = lambda url: True  # type: ignore[method-assign]  # to see all that others may follow


def portable(markdown: str) -> str:
    """The same words, without raw HTML, pictures of other hosts and links that run something."""
    text = markdown.replace("\r\n", "\n").translate(OVERRIDES)
    all_escaped = escape(text, spare_code=False)
    for attempt in (escape(text, spare_code=True), all_escaped, _LINK.sub(r"\]", all_escaped)):
        if is_harmless(attempt):
            return close_fences(attempt).strip("\n")
    return "\n".join(f"    {line}" for line in text.split("\n"))


def escape(text: str, *, spare_code: bool) -> str:
    """Blocks of code stay as they are; elsewhere tags and pictures become the characters they are made of."""
    verbatim = {line for token in blocks_of_code(text) for line in range(*(token.map or (0, 0)))}
    parts: list[list[str]] = [[]]
    for number, line in enumerate(text.split("\n")):
        if number in verbatim:
            parts += [[line], []]
        else:
            parts[-1].append(line)
    return "\n".join(
        "\n".join(part) if place % 2 else escape_words("\n".join(part), spare_code=spare_code)
        for place, part in enumerate(parts)
        if part
    )


def blocks_of_code(text: str) -> Iterator[Token]:
    plain = MarkdownIt("commonmark", {"html": False}).enable("table")
    return (token for token in plain.parse(text) if token.type in VERBATIM)


def escape_words(words: str, *, spare_code: bool) -> str:
    if not spare_code:
        return escape_marks(words)
    kept, start = [], 0
    for code in _CODE.finditer(words):
        kept += [escape_marks(words[start : code.start()]), code.group()]
        start = code.end()
    return "".join([*kept, escape_marks(words[start:])])


def escape_marks(words: str) -> str:
    """A picture becomes a link to it."""
    return _PICTURE.sub(r"\![", _TAG.sub(r"\<", words))


def is_harmless(text: str) -> bool:
    """As read by somebody who knows HTML and follows every link."""
    return all(map(is_harmless_token, every_token(_suspicious.parse(text))))


def every_token(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from every_token(token.children or [])


def is_harmless_token(token: Token) -> bool:
    if token.type in ("html_block", "html_inline", "image"):
        return False
    if token.type != "link_open":
        return True
    address = str(token.attrs.get("href", ""))
    return not _SCHEME.match(address) or address.lower().startswith(SCHEMES)


def close_fences(text: str) -> str:
    """What comes after it in the document is not part of the learner's last block of code."""
    last = _suspicious.parse(f"{text}\n\nAfterwards.")[-1]
    return f"{text}\n{last.markup}" if last.type == "fence" else text
