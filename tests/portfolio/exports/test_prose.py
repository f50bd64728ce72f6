"""A write-up inside documents that others render: its words stay, and nothing of it runs, loads or hides."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from portfolio.exports.prose import portable
from tests.portfolio.test_writeup import ATTACKS

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
READER.validateLink = lambda url: True
MORE = [
    "<!-- everything below is gone",
    "<details><summary>x</summary>",
    "```\nnever closed <b>",
    "~~~~\nnever closed <b>",
    "> ```\n> <b>",
    "- x\n  ```\n  <b>",
    "`not closed <b>\n\n<i>`",
    r"\\<b>x</b>",
    r"\\![x](http://evil.example/x.png)",
    "``a`<b>`",
    "[![x](http://evil.example/x.png)](javascript:alert(1))",
    "a\r<b>x</b>",
    "<?php x ?>",
    "<![CDATA[ x",
    "[a]\n\n[a]: file:///etc/passwd",
    "    <b>code</b>\n\ntext <b>",
]


def all_tokens(text: str) -> list:
    found = list(READER.parse(text))
    return [inner for token in found for inner in (token, *(token.children or []))]


@pytest.mark.parametrize("attack", [*ATTACKS, *MORE])
def test_nothing_runs_loads_or_hides_what_comes_after(attack):
    safe = portable(f"Before.\n\n{attack}")
    tokens = all_tokens(f"{safe}\n\n## After\n\nMeasured.")
    assert not [t.type for t in tokens if t.type in ("html_block", "html_inline", "image")]
    links = [str(t.attrs["href"]).lower() for t in tokens if t.type == "link_open"]
    assert not [link for link in links if link.startswith(("javascript", "vbscript", "data", "file"))]
    assert [t.content for t in tokens if t.type == "inline"][-2:] == ["After", "Measured."]


@pytest.mark.parametrize(
    "harmless",
    [
        "# What I found\n\nColour **matters**, x < y and y > z.",
        "| a | b |\n| - | -: |\n| `<b>` | 1 |",
        "```python\nif a < b and c:\n    print('<b>')\n```",
        'See <https://example.org> and [the notes](https://example.org/a?b=c "Notes").',
        "1. one\n   - two\n\n> said\n> ~~not~~",
    ],
)
def test_what_harms_nobody_stays_as_it_was_written(harmless):
    assert portable(harmless) == harmless


def test_a_picture_becomes_a_link_and_a_direction_is_not_turned():
    assert (
        portable("![plot](https://example.org/p.png) \u202elive")
        == r"\![plot](https://example.org/p.png) live"
    )
