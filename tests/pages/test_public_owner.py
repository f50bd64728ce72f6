"""What an owner does with a project: words, publishing, privacy, deleting; and nobody else."""

from __future__ import annotations

import pytest

from evaluations.models import LockboxOpening
from projects.models import Project
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/which-flower-is-it/"
MANY_ROWS = "length,width,species\n" + "".join(
    f"{i % 13},{i % 7},{'iris' if i % 2 else 'rose'}\n" for i in range(300)
)


@pytest.fixture
def project(alice):
    project = make_project(alice, csv=MANY_ROWS)
    make_evaluation(project)
    return project


def test_publishing_shows_the_page_and_opens_the_lockbox_once(client, alice_client, project):
    for _ in range(2):
        response = alice_client.post(f"{ADDRESS}publish/", {"visibility": "public"}, follow=True)
        assert "Published: everybody can read this page now." in response.content.decode()
    assert client.get(ADDRESS).status_code == 200
    assert LockboxOpening.objects.count() == 1


def test_the_opened_lockbox_stands_beside_the_score(client, alice_client, project):
    alice_client.post(f"{ADDRESS}publish/", {"visibility": "public"})
    LockboxOpening.objects.update(
        status="opened", scores={"accuracy": {"score": 0.81, "low": 0.7, "high": 0.9}}
    )
    page = client.get(ADDRESS).content.decode()
    assert "lockbox 0.81 (0.70 to 0.90), opened once" in page


def test_publishing_says_beforehand_what_it_means(alice_client, project):
    page = alice_client.get(ADDRESS).content.decode()
    assert "The lockbox is opened, once" in page
    assert "Readers can download the data file" in page


def test_a_page_made_private_is_gone_for_everybody_else(client, alice_client, project):
    alice_client.post(f"{ADDRESS}publish/")
    alice_client.post(f"{ADDRESS}unpublish/")
    assert client.get(ADDRESS).status_code == 404
    assert alice_client.get(ADDRESS).status_code == 200


def test_nothing_measured_cannot_be_published(alice, alice_client):
    make_project(alice, title="Empty")
    response = alice_client.post("/@alice/empty/publish/")
    assert response.status_code == 409
    assert "no finished evaluation" in response.content.decode()


def test_words_are_saved_and_shown(alice_client, project):
    words = {"title": "Iris or rose?", "question": "Which?", "writeup": "It is *easy*."}
    page = alice_client.post(f"{ADDRESS}edit/", words, follow=True).content.decode()
    assert "Iris or rose?" in page
    assert "It is <em>easy</em>." in page


def test_a_preview_shows_and_saves_nothing(alice_client, project):
    words = {"title": "Other", "question": "", "writeup": "**new**", "preview": "1"}
    page = alice_client.post(f"{ADDRESS}edit/", words).content.decode()
    assert "<strong>new</strong>" in page
    assert 'value="Other"' in page
    project.refresh_from_db()
    assert (project.title, project.writeup) == ("Which flower is it?", "")


def test_a_mistake_is_said_beside_its_field_and_the_words_are_kept(alice_client, project, settings):
    long = "x" * (settings.LIMITS.writeup_max_chars + 1)
    response = alice_client.post(f"{ADDRESS}edit/", {"title": "", "writeup": long})
    page = response.content.decode()
    assert response.status_code == 422
    assert "This field is required." in page
    assert "The write-up has 50,001 characters; at most 50,000 are kept." in page
    assert long in page


def test_deleting_asks_first(client, alice_client, project):
    assert "Delete for good" in alice_client.get(f"{ADDRESS}delete/").content.decode()
    assert Project.objects.exists()
    response = alice_client.post(f"{ADDRESS}delete/", follow=True)
    assert "is deleted" in response.content.decode()
    assert not Project.objects.exists()


@pytest.mark.parametrize("action", ["edit", "publish", "unpublish", "delete"])
def test_others_change_nothing(client, bob_client, alice_client, project, action):
    address = f"{ADDRESS}{action}/"
    assert bob_client.post(address, {"title": "mine"}).status_code == 404  # private: it does not exist
    alice_client.post(f"{ADDRESS}publish/")
    assert bob_client.post(address, {"title": "mine"}).status_code == 403
    assert client.post(address).url.startswith("/accounts/login/")
    project.refresh_from_db()
    assert (project.title, project.visibility) == ("Which flower is it?", "public")


def test_a_link_cannot_change_anything(alice_client, project):
    assert alice_client.get(f"{ADDRESS}unpublish/").status_code == 405
    assert alice_client.get(f"{ADDRESS}publish/").status_code == 200  # the page that asks
    assert not project.evaluations.published().exists()
