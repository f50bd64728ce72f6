"""Kept pages: quick for strangers, never a moment behind what is private, never mixed up with people."""

import pytest
from django.core.cache import caches

from config.cache import ForgivingRedisCache
from evaluations.answers import Kind, answer_issue
from portfolio.kept_pages import EDITIONS_KEPT, current_edition, turn_edition
from portfolio.models import Edition
from portfolio.services import describe, publish, show_as, unpublish
from projects.services import delete_project
from tests.factories import make_evaluation, make_project

PAGE = "/@alice/which-flower/"
PUBLIC_PAGES = ("/", "/explore/", "/explore/?q=flower", "/@alice/", PAGE)


@pytest.fixture
def project(alice):
    project = make_project(alice, title="Which flower?")
    return publish(project=project, evaluation=make_evaluation(project), ask_for_answers=False)


def test_a_page_that_is_asked_for_again_is_made_without_a_query_of_its_own(
    client, project, django_assert_num_queries
):
    for path in PUBLIC_PAGES:
        first = client.get(path)
        with django_assert_num_queries(1):  # the edition
            again = client.get(path)
        assert again.content == first.content
        assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_what_a_reader_has_already_is_not_sent_again(client, project):
    etag = client.get(PAGE)["ETag"]
    answer = client.get(PAGE, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["Cache-Control"] == "public, no-cache"
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("end", [unpublish, delete_project])
def test_what_is_no_longer_public_is_gone_from_every_kept_page_at_once(client, project, end):
    etags = {path: client.get(path)["ETag"] for path in PUBLIC_PAGES}
    assert all(b"Which flower?" in client.get(path).content for path in PUBLIC_PAGES)
    end(project=project)
    for path in PUBLIC_PAGES:
        answer = client.get(path, headers={"If-None-Match": etags[path]})
        assert answer.status_code == (404 if path == PAGE else 200), path
        assert b"Which flower?" not in answer.content, path


@pytest.mark.parametrize("visibility", ["public", "unlisted"])
def test_a_change_is_seen_at_once(client, project, visibility):
    show_as(project=project, visibility=visibility)
    client.get(PAGE)
    describe(project=project, title="What flower?", question="")
    assert b"What flower?" in client.get(PAGE).content


def test_an_answer_to_an_issue_is_seen_at_once(client, project):
    assert b"Flowers are like this." not in client.get(PAGE).content
    evaluation = project.evaluations.get()
    evaluation.checks.filter(code="FF101").update(outcome="issue")
    answer_issue(evaluation, "FF101", kind=Kind.ACCEPTED, reason="Flowers are like this.")
    assert b"Flowers are like this." in client.get(PAGE).content


def test_who_is_logged_in_gets_a_page_of_their_own_that_nobody_else_gets(client, alice_client, project):
    own = alice_client.get(PAGE)
    assert own["Cache-Control"] == "private, no-cache"
    assert "ETag" not in own
    assert b"Log out" in own.content
    assert b"Log out" not in client.get(PAGE).content
    assert b"Log out" in alice_client.get(PAGE).content


def test_a_private_page_is_never_kept(alice_client, client, alice):
    make_evaluation(make_project(alice, title="Which flower?"))
    assert alice_client.get(PAGE).status_code == 200
    assert client.get(PAGE).status_code == 404


def test_addresses_that_somebody_plays_with_take_no_room(client, project):
    assert "ETag" not in client.get("/explore/", {"q": "x" * 300})


def test_without_its_cache_every_page_is_there(client, project, settings):
    nobody_there = {"BACKEND": f"{ForgivingRedisCache.__module__}.ForgivingRedisCache"}
    nobody_there["LOCATION"] = "redis://127.0.0.1:1/0"
    settings.CACHES = {**settings.CACHES, "pages": nobody_there}
    assert isinstance(caches["pages"], ForgivingRedisCache)
    for path in PUBLIC_PAGES:
        assert client.get(path).status_code == 200


def test_every_turn_is_another_edition_also_when_the_older_number_comes_last(db):
    seen = {current_edition()}
    newest = Edition.objects.create(pk=7)
    seen.add(current_edition())
    Edition.objects.create(pk=newest.pk - 1)  # begun before it, committed after it
    seen.add(current_edition())
    assert len(seen) == 3


def test_old_editions_are_let_go(db):
    for _ in range(3 * EDITIONS_KEPT):
        turn_edition()
    # So many are left each time that some are let go, and as many come until the next time.
    assert Edition.objects.count() <= 2 * EDITIONS_KEPT
