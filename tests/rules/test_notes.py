"""What a report shows has a note in plain words: whoever adds something writes it."""

from __future__ import annotations

import pytest

from evaluations.core.checks.honesty_texts import HONESTY_TEXTS
from evaluations.core.checks.registry import CHECKS
from evaluations.core.checks.script_texts import SCRIPT_TEXTS
from evaluations.core.metric_registry import METRICS
from evaluations.core.pipelines import STANDARD
from evaluations.figures.catalogue import CATALOGUE
from evaluations.learn.library import all_notes, find_note

CHECK_TITLES = {check.code: check.text.title for check in CHECKS}
CHECK_TITLES |= {text.code: text.title for text in (*SCRIPT_TEXTS.values(), *HONESTY_TEXTS.values())}
SHOWN = {
    **dict.fromkeys(CHECK_TITLES, "checks"),
    **dict.fromkeys(METRICS, "metrics"),
    **dict.fromkeys((*STANDARD, "script"), "models"),
    **dict.fromkeys(CATALOGUE, "figures"),
}
IDEAS = (
    "interval paired_test folds lockbox leakage overfitting luck guess preprocessing groups_and_time".split()
)


@pytest.mark.parametrize(("code", "kind"), SHOWN.items())
def test_it_has_its_note(code, kind):
    note = find_note(code)
    assert note, f"Write evaluations/learn/notes/{kind}/{code}.md (another of them shows how)"
    assert note.kind == kind


def test_every_idea_has_its_note():
    assert {note.code for note in all_notes().values() if note.kind == "ideas"} >= set(IDEAS)


def test_a_note_on_a_check_has_the_title_of_the_check():
    notes = {note.code: note.title for note in all_notes().values() if note.kind == "checks"}
    assert {code: title for code, title in notes.items() if CHECK_TITLES.get(code, "") != title} == {}
