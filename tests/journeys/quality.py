"""What holds for every page, measured: in the page by scripts, in its source by the standard's own parser."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import html5lib

MOST_BYTES = 150_000  # of everything that a page loads, compressed
MOST_SHIFT = 0.01
LEAST_WORDS = 5

WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifted += entry.value; }))
  .observe({type: "layout-shift", buffered: true});
"""
FACTS = """foreign => {
  const ours = selector => [...document.querySelectorAll(selector)]
    .filter(element => !(foreign && element.closest(foreign)));
  const headings = ours("h1,h2,h3,h4,h5,h6").filter(heading => heading.checkVisibility());
  return {
    sideways: document.documentElement.scrollWidth - window.innerWidth,
    shifted: window.shifted || 0,
    headings: headings.map(heading => Number(heading.tagName[1])),
    ids: ours("[id]").map(element => element.id),
    words: (document.querySelector("main") || document.body).innerText.split(/\\s+/).length,
  };
}"""


@dataclass
class Visit:
    """What one page loaded and said while it was open."""

    origin: str
    responses: list[Any] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def watch(self, page: Any) -> None:
        page.on("request", self.note_request)
        page.on("response", lambda response: self.responses.append(response))
        page.on("console", self.note_console)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def note_console(self, message: Any) -> None:
        if message.type == "error":
            self.said.append(message.text)

    def note_request(self, request: Any) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def weigh(self) -> int:
        """Bytes of everything that has come from us, each thing once, compressed. While the page is open."""
        ours = {r.url: r for r in self.responses if r.ok and r.url.startswith(self.origin)}
        return sum(len(gzip.compress(response.body(), 6)) for response in ours.values())


def faults_of_visit(visit: Visit, weight: int) -> list[str]:
    faults = [f"asks elsewhere: {url}" for url in visit.elsewhere]
    faults += [f"the console says: {text}" for text in visit.said if "status of 4" not in text]
    return faults + ([f"weighs {weight:,} bytes"] if weight > MOST_BYTES else [])


def faults_of_page(facts: dict[str, Any]) -> list[str]:
    faults = [f"scrolls sideways by {facts['sideways']} px"] if facts["sideways"] > 0 else []
    if facts["shifted"] > MOST_SHIFT:
        faults.append(f"its layout shifts by {facts['shifted']:.3f}")
    if facts["words"] < LEAST_WORDS:
        faults.append("says hardly a word")
    return faults + faults_of_headings(facts["headings"]) + faults_of_ids(facts["ids"])


def faults_of_headings(levels: list[int]) -> list[str]:
    if levels.count(1) != 1:
        return [f"has {levels.count(1)} first headings"]
    skipped = [f"h{a} to h{b}" for a, b in pairwise(levels) if b > a + 1]
    return [f"skips a heading: {skipped[0]}"] if skipped else []


def faults_of_ids(ids: list[str]) -> list[str]:
    twice = sorted({name for name in ids if ids.count(name) > 1})
    return [f"has an id twice: {', '.join(twice)}"] if twice else []


def faults_of_source(source: str) -> list[str]:
    """Errors as the HTML standard's parsing algorithm defines them, by line."""
    parser = html5lib.HTMLParser()
    parser.parse(source)
    return [f"line {place[0]}: {code} {data}" for place, code, data in parser.errors]


def faults_of_policy(policy: str) -> list[str]:
    """The header must be there and allow nothing that is written into a page."""
    if not re.search(r"default-src '(none|self)'", policy):
        return ["has no content security policy"]
    return [f"its policy allows {word}" for word in ("unsafe-inline", "unsafe-eval", "*.") if word in policy]
