"""Two scripts line by line: what is gone, what is new, with a few lines around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

from evaluations.figures.numbers import count
from evaluations.figures.text import clean
from evaluations.shown.words import block
from projects.models import Script

LONGEST = 64 * 1024
MOST_LINES = 2_000  # beyond that nobody reads a comparison, and making one takes long
AROUND = 3
SIGNS = {"removed": "−", "added": "+", "same": ""}


@dataclass(frozen=True)
class DiffLine:
    """One line of either script. ``first`` and ``second``: its number there, None where it is not."""

    kind: str  # "removed" | "added" | "same"
    first: int | None
    second: int | None
    html: SafeString

    @property
    def sign(self) -> str:
        return SIGNS[self.kind]

    @property
    def anchor(self) -> str:
        return f"a{self.first}" if self.second is None else f"b{self.second}"


@dataclass(frozen=True)
class ShownDiff:
    """``hunks`` are stretches of changed lines; lines between them are the same in both."""

    sentence: str
    hunks: tuple[tuple[DiffLine, ...], ...] = ()


def show_diff(first: Script | None, second: Script | None) -> ShownDiff:
    if first is None or second is None:
        return ShownDiff(_say_missing(first, second))
    if first.sha256 == second.sha256:
        return ShownDiff("Both ran the very same code.")
    return diff_sources(first.source, second.source)


def _say_missing(first: Script | None, second: Script | None) -> str:
    if first is None and second is None:
        return "Neither had a script: only our own models were measured."
    which, script = ("B", second) if first is None else ("A", first)
    name = clean(script.filename) if script else ""
    return f"Only {which} had a script, {name}. The other measured our own models alone."


@lru_cache(maxsize=64)
def diff_sources(first: str, second: str) -> ShownDiff:
    """The two as they are shown: without control characters, cut where they are very long."""
    old, new = block(first, LONGEST), block(second, LONGEST)
    before, after = split_lines(old), split_lines(new)
    if max(len(before), len(after)) > MOST_LINES:
        return ShownDiff(f"These scripts are too long to be shown side by side (over {MOST_LINES:,} lines).")
    matcher = SequenceMatcher(None, before, after)
    painted = paint_lines(old), paint_lines(new)
    hunks = tuple(tuple(_lines(group, *painted)) for group in matcher.get_grouped_opcodes(AROUND))
    return ShownDiff(_say_size(hunks), hunks)


def _lines(
    group: Sequence[tuple[str, int, int, int, int]], old: Sequence[SafeString], new: Sequence[SafeString]
) -> Iterator[DiffLine]:
    for tag, old_start, old_end, new_start, new_end in group:
        if tag == "equal":
            for offset in range(old_end - old_start):
                place = old_start + offset, new_start + offset
                yield DiffLine("same", place[0] + 1, place[1] + 1, new[place[1]])
            continue
        yield from (DiffLine("removed", place + 1, None, old[place]) for place in range(old_start, old_end))
        yield from (DiffLine("added", None, place + 1, new[place]) for place in range(new_start, new_end))


def _say_size(hunks: Sequence[Sequence[DiffLine]]) -> str:
    kinds = [line.kind for hunk in hunks for line in hunk]
    if not kinds:
        return "The two differ in blanks and line ends only."
    gone, new = kinds.count("removed"), kinds.count("added")
    return f"From A to B: {count(gone, 'line')} removed, {count(new, 'line')} added."


def paint_lines(source: str) -> list[SafeString]:
    """Highlighted by classes alone, one string a line."""
    formatter = HtmlFormatter(nowrap=True, classprefix="hl-")
    painted = highlight(source, PythonLexer(stripnl=False, ensurenl=True), formatter)
    return [mark_safe(line) for line in painted.split("\n")]  # noqa: S308  (escaped by the highlighter)


def split_lines(text: str) -> list[str]:
    """At line feeds alone, as the highlighter does."""
    return text.rstrip("\n").split("\n")


def plain_diff(first: Script | None, second: Script | None) -> str:
    """As ``diff -u`` writes it; empty where there is nothing to compare."""
    if first is None or second is None or first.sha256 == second.sha256:
        return ""
    before, after = (split_lines(block(script.source, LONGEST)) for script in (first, second))
    if max(len(before), len(after)) > MOST_LINES:
        return ""
    names = (clean(f"a/{first.filename}"), clean(f"b/{second.filename}"))
    return "\n".join(unified_diff(before, after, *names, lineterm="", n=AROUND)) + "\n"
