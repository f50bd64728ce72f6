"""The notes as pages: the index leads to every one, every one opens for anybody, without a query."""

from __future__ import annotations

import re

import pytest

from evaluations.core.script_form import form_of
from evaluations.learn.library import STARTERS_FOLDER, all_notes
from tests.factories import make_evaluation, make_project

NOTES = list(all_notes().values())


def test_the_index_leads_to_every_note(client):
    page = client.get("/learn/").content.decode()  # with no database: it asks for none
    linked = set(re.findall(r'href="/learn/([a-z0-9_]+)/"', page))
    assert {note.slug for note in NOTES} <= linked


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.slug)
def test_a_note_opens_with_all_its_parts(client, note):
    page = client.get(f"/learn/{note.slug}/").content.decode()
    for part in ("<h1>", 'role="img"', 'class="formula"', "Where it misleads", "Read on", "hl-"):
        assert part in page, part
    assert "note:" not in page


def test_links_inside_notes_lead_somewhere(client):
    slugs = {note.slug for note in NOTES}
    for slug in slugs:
        page = client.get(f"/learn/{slug}/").content.decode()
        assert set(re.findall(r'href="/learn/([a-z0-9_]+)/"', page)) <= slugs, slug


def test_a_note_that_is_not_there_is_not_found(client):
    assert client.get("/learn/magic/").status_code == 404


@pytest.mark.parametrize("path", sorted(STARTERS_FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_a_file_to_start_from_can_be_taken_and_is_a_script_of_ours(client, path):
    answer = client.get(f"/learn/starters/{path.name}")
    assert b"".join(answer.streaming_content) == path.read_bytes()
    assert "attachment" in answer["Content-Disposition"]
    assert form_of(path.read_text()) == "class"


@pytest.mark.parametrize("name", ["views.py", "../views.py", "%2e%2e%2fviews.py", "nothing.py"])
def test_no_other_file_can_be_taken(client, name):
    assert client.get(f"/learn/starters/{name}").status_code == 404


def test_a_report_opens_notes_beside_its_own_numbers(alice, alice_client):
    page = alice_client.get(make_evaluation(make_project(alice)).get_absolute_url()).content.decode()
    for ask in ("What is accuracy?", "What do the numbers in brackets mean?", "What are folds?"):
        assert f"<summary>{ask}</summary>" in page
    assert 'href="/learn/ff101/"' in page  # a check that passed
    assert 'href="/learn/logistic_regression/"' in page  # a model
