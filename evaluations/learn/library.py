"""The notes as they are written: one file each, a few lines of header, words and four fenced blocks.

title: Accuracy
ask: What is accuracy?
short: The share of rows predicted correctly.
see: balanced_accuracy, baseline

What it is, in a paragraph or two.

```picture        (see pictures)
```formula        what may follow it explains its letters
```python         five lines that run; what they print stands behind ``# →``
## Where it misleads
## Read on
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

NOTES_FOLDER = Path(__file__).parent / "notes"
STARTERS_FOLDER = Path(__file__).parent / "starters"
KINDS = {  # in the order of the index
    "ideas": "Ideas",
    "metrics": "Scores",
    "models": "Models",
    "figures": "Figures",
    "checks": "Checks",
}
MISLEADS, READ_ON = "Where it misleads", "Read on"
_FENCE = re.compile(r"^```(picture|formula|python)\n(.*?)^```\n?", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^## (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Note:
    """One note. Everything but the first six fields is Markdown or the content of a fenced block."""

    slug: str
    kind: str
    code: str  # of the check, metric, pipeline or figure it explains
    title: str
    ask: str
    short: str
    see: tuple[str, ...]
    starter: str  # a file to start from, for models to be written by hand
    what: str
    picture: str
    formula: str
    letters: str  # what the formula's letters mean
    example: str
    told: str  # what the example shows
    misleads: str
    read_on: str


class NoteError(ValueError):
    """A note that is not written as the others are."""


@cache
def all_notes() -> Mapping[str, Note]:
    """By slug, kind after kind. Read once: a change of a note needs a new process."""
    found = [read_note(path) for kind in KINDS for path in sorted((NOTES_FOLDER / kind).glob("*.md"))]
    return MappingProxyType({note.slug: note for note in found})


def find_note(code: str) -> Note | None:
    """The note on a check, metric, pipeline, figure or idea; None where there is none (yet)."""
    return all_notes().get(slug_of(code))


def slug_of(code: str) -> str:
    return code.lower()


def notes_of(kind: str) -> tuple[Note, ...]:
    return tuple(note for note in all_notes().values() if note.kind == kind)


def read_note(path: Path) -> Note:
    """Raise ``NoteError`` for a file that lacks a part."""
    header, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    said = dict(line.split(": ", 1) for line in header.splitlines())
    blocks, between = cut_at_fences(body)
    sections = cut_at_headings(between[-1])
    try:
        return Note(
            slug=slug_of(path.stem),
            kind=path.parent.name,
            code=path.stem,
            title=said["title"],
            ask=said["ask"],
            short=said["short"],
            see=tuple(said.get("see", "").replace(",", " ").split()),
            starter=said.get("starter", ""),
            what=between[0].strip(),
            picture=blocks["picture"],
            formula=blocks["formula"],
            letters=between[2].strip(),
            example=blocks["python"],
            told=sections[""],
            misleads=sections[MISLEADS],
            read_on=sections[READ_ON],
        )
    except KeyError as missing:
        raise NoteError(f"{path.name} lacks {missing}") from None


def cut_at_fences(body: str) -> tuple[dict[str, str], list[str]]:
    """(what is in each fenced block, the text before, between and after them)."""
    blocks, between, end = {}, [], 0
    for fence in _FENCE.finditer(body):
        between.append(body[end : fence.start()])
        blocks[fence[1]] = fence[2].rstrip("\n")
        end = fence.end()
    return blocks, [*between, body[end:]]


def cut_at_headings(text: str) -> dict[str, str]:
    """By heading; what stands before the first under the empty one."""
    parts = _SECTION.split(text)
    return {"": parts[0].strip()} | {
        heading.strip(): words.strip() for heading, words in zip(parts[1::2], parts[2::2], strict=True)
    }
