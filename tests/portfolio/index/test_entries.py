"""The index follows what is published, and tells nobody of anything else. Runs on either database."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from portfolio.index.entries import backend, find
from portfolio.index.words import tokens_of
from portfolio.models import Listing, Word
from portfolio.search import MATCHES_MAX, Search, find_projects
from portfolio.services import describe, publish, unpublish, write_up
from projects.services import delete_project, introduce
from tests.factories import HOUSES, make_evaluation, make_project

pytestmark = pytest.mark.django_db


def titles(q: str, **facets: str) -> list[str]:
    found = find_projects(Search(q, **facets))
    by_id = found.projects.in_bulk()
    order = found.ids if found.ids is not None else by_id
    return [by_id[pk].title for pk in order if pk in by_id]


@pytest.fixture
def published(alice):
    project = make_project(alice)
    make_evaluation(project)
    write_up(project=project, markdown="Petals and forests, measured in the Wälder of Bern.")
    return publish(project=project)


@pytest.mark.parametrize(
    "q", ["flower", "Flowers", "forest", "walder", "WÄLDER petals", "flow", "alice", "liddell", "species"]
)
def test_stems_accents_beginnings_and_people_are_found(published, q):
    assert titles(q) == ["Which flower is it?"]


@pytest.mark.parametrize(
    "q", ['"', "'", "flower AND", "NOT x", "a* OR", "()", "\0flower\0zzz", "-", "NEAR(", "\\"]
)
def test_no_query_breaks_it(published, q):
    titles(q)


def test_a_mistyped_word_counts_as_the_nearest(published):
    found = find_projects(Search("flwoer"))
    assert found.corrected == "flower"
    assert found.projects.count() == 1
    assert find_projects(Search("zzzzzz")).corrected == ""


def test_a_word_in_the_title_counts_for_more(alice, published):
    project = make_project(alice, title="Petals")
    make_evaluation(project)
    publish(project=project)
    assert titles("petals") == ["Petals", "Which flower is it?"]


def test_it_follows_every_change(published):
    describe(project=published, title="Tulips", question="")
    assert titles("tulips") == ["Tulips"]
    assert titles("flower") == []
    unpublish(published)
    assert find(tokens_of("tulips"), 10) == []
    assert not Listing.objects.exists()
    publish(project=published)
    assert titles("tulips") == ["Tulips"]
    publish(project=published, visibility="unlisted")
    assert titles("tulips") == []


def test_entries_whose_project_is_gone_do_not_crowd_out_those_that_are_there(alice):
    project = make_project(alice, title="Tulips", visibility="public")
    for number in range(project.pk + 1, project.pk + MATCHES_MAX + 2):
        backend().write(number, "tulips tulips", "", "")
    assert titles("tulips") == ["Tulips"]
    backend().remove_missing()


def test_a_deleted_project_and_a_closed_account_are_found_no_more(alice, published):
    alice.is_active = False
    alice.save()
    assert titles("flower") == []
    delete_project(published)
    assert titles("flower") == []
    assert find(tokens_of("flower"), 10) == []  # gone from the index itself, not only filtered


def test_a_new_name_is_found_and_the_old_one_no_more(alice, published):
    introduce(alice, name="Alicia Hargreaves", about="", website="")
    assert titles("hargreaves") == ["Which flower is it?"]
    assert titles("liddell") == []


def entries() -> list[int]:
    key = "project_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM portfolio_index")
        return [row[0] for row in cursor.fetchall()]


def test_the_index_can_be_made_again(alice, published, capsys):
    gone = make_project(alice, title="Zebras", visibility="public")
    key = gone.pk
    gone.delete()  # past the services
    Listing.objects.all().delete()
    assert key in entries()
    assert find(tokens_of("flower"), 10) == []
    call_command("index_projects")
    assert Listing.objects.get().beats_baseline
    assert entries() == find(tokens_of("flower"), 10) == [published.pk]
    assert not Word.objects.filter(word="zebras").exists()


def test_a_word_of_what_went_away_is_not_told_and_stands_in_nobodys_way(alice, published):
    describe(project=published, title="Which petalium is it?", question="")
    unpublish(make_project(alice, title="Petalion beds", visibility="public"))
    assert Word.objects.filter(word="petalion").exists()
    for q in ("petalion", "petalio"):
        assert find_projects(Search(q)).corrected == "petalium"


def test_facets_narrow_together(alice, published):
    project = make_project(alice, title="Prices", csv=HOUSES, target="price", visibility="public")
    assert titles("", task="regression") == ["Prices"]
    assert titles("", beats="yes") == ["Which flower is it?"]
    assert titles("", size="small", task="binary") == ["Which flower is it?"]
    assert titles("", size="large") == []
    assert project.pk not in find_projects(Search("flower")).ids


def test_a_listing_stands_on_the_newest_version(published):
    first = published.evaluations.get()
    assert Listing.objects.get().evaluation == first
    second = make_evaluation(published)
    publish(project=published, evaluation=second, ask_for_answers=False)
    assert Listing.objects.get().evaluation == second
