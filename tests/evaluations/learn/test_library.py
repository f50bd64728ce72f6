"""Every note is whole, true to what its example prints, and leads on to notes that exist."""

from __future__ import annotations

import contextlib
import io
import re

import pytest

from evaluations.learn.library import (
    KINDS,
    NOTES_FOLDER,
    STARTERS_FOLDER,
    NoteError,
    all_notes,
    find_note,
    read_note,
)
from evaluations.learn.shelf import ORDER, shelve

NOTES = list(all_notes().values())
LONGEST_LINE = 120
LINK_TO_NOTE = re.compile(r"\]\(note:([^)]+)\)")
ARROW = re.compile(r"# → ?(.*)")

each_note = pytest.mark.parametrize("note", NOTES, ids=lambda note: note.slug)


def run(example: str) -> list[str]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "example", "exec"), {})
    return printed.getvalue().splitlines()


def told(example: str) -> list[str]:
    """What stands behind the arrows; several lines behind one arrow are parted by bars."""
    arrows = ARROW.findall(example)
    return arrows[0].split(" | ") if len(arrows) == 1 else arrows


@each_note
def test_the_example_runs_and_prints_what_the_note_says(note):
    assert run(note.example) == told(note.example)


@each_note
def test_every_part_is_there_and_short(note):
    for part in ("title", "short", "what", "picture", "formula", "example", "told", "misleads", "read_on"):
        assert getattr(note, part).strip(), part
    assert note.ask.endswith("?")
    assert note.short.endswith(".")
    assert len(note.short) < 170
    assert 25 < len(note.what.split()) < 170
    assert len([line for line in note.example.splitlines() if not line.startswith("# →")]) <= 12
    assert max(map(len, note.example.splitlines())) <= LONGEST_LINE
    assert "!" not in note.what + note.misleads


@each_note
def test_it_leads_to_notes_that_exist(note):
    linked = LINK_TO_NOTE.findall(note.what + note.letters + note.told + note.misleads)
    assert note.see
    assert [code for code in [*note.see, *linked] if find_note(code) is None] == []
    assert note.slug not in {code.lower() for code in note.see}


@each_note
def test_it_names_where_to_read_on(note):
    sources = [line for line in note.read_on.splitlines() if line.startswith("- ")]
    assert sources
    assert all("](https://" in line or re.search(r"\d{4}", line) for line in sources)


def test_every_kind_has_its_shelf_and_every_order_names_notes():
    assert {note.kind for note in NOTES} == set(KINDS)
    for kind, codes in ORDER.items():
        assert [code for code in codes.split() if find_note(code) is None] == []
        assert len(shelve(kind)) == len({note.slug for note in NOTES if note.kind == kind})


def test_no_two_notes_answer_to_one_name():
    assert len(NOTES) == len(list(NOTES_FOLDER.rglob("*.md")))


def test_a_note_without_its_parts_is_refused_by_name(tmp_path):
    half = tmp_path / "checks" / "FF999.md"
    half.parent.mkdir()
    half.write_text("title: Half\nask: Why?\nshort: No.\n\nOnly words.\n")
    with pytest.raises(NoteError, match=r"FF999\.md lacks"):
        read_note(half)


def test_files_to_start_from_are_those_that_notes_name():
    named = {note.starter for note in NOTES if note.starter}
    assert named == {path.name for path in STARTERS_FOLDER.glob("*.py")}
