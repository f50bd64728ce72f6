from __future__ import annotations

import pytest

from portfolio.search import Search, find_projects
from tests.factories import make_project


def test_the_state_is_in_the_address():
    search = Search.from_query({"q": "  two  words ", "task": "binary", "page": "3", "x": "y"})
    assert search == Search("two words", "binary")
    assert search.address(page=2) == "?q=two+words&task=binary&page=2"


def test_what_is_not_understood_counts_as_not_asked_for():
    assert Search.from_query({"task": "magic", "q": "\0"}).is_empty


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("flower", 1),
        ("LENGTH alone", 1),
        ("species", 1),
        ("alice", 1),
        ("Liddell", 1),
        ("flower tulip", 0),
        ("%", 0),
    ],
)
def test_every_word_occurs_somewhere_in_the_project(alice, words, found):
    make_project(alice, visibility="public")
    assert find_projects(Search(words)).projects.count() == found


@pytest.mark.django_db
def test_only_public_projects_are_found_newest_first(alice):
    for visibility in ("public", "unlisted", "private", "public"):
        make_project(alice, title=f"A {visibility} one", visibility=visibility)
    found = list(find_projects(Search()).projects)
    assert [project.visibility for project in found] == ["public", "public"]
    assert found[0].published_at > found[1].published_at


@pytest.mark.django_db
def test_the_task_narrows(alice):
    make_project(alice, visibility="public")
    assert find_projects(Search(task="binary")).projects.count() == 1
    assert find_projects(Search(task="regression")).projects.count() == 0
