"""Tags: plain words that a learner sets and a stranger follows."""

from __future__ import annotations

import pytest

from portfolio.services import publish
from projects.errors import BadInput
from projects.models import Tag
from projects.tags import TAGS_MAX, read_tags, set_tags
from tests.api_contract import Api
from tests.factories import make_evaluation, make_project

ADDRESS = "/@alice/which-flower-is-it/"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Random Forest, titanic", ("random-forest", "titanic")),
        ("a; b\nc,,a", ("a", "b", "c")),
        ("Überraschung", ("uberraschung",)),
        (["One thing", "one-thing"], ("one-thing",)),
        ("x" * 50, ("x" * 30,)),
        ("", ()),
    ],
)
def test_tags_are_read_as_they_stand_in_addresses(words, names):
    assert read_tags(words) == names


@pytest.mark.parametrize("words", ["!!!", "good, ???", ",".join(f"tag{n}" for n in range(TAGS_MAX + 1))])
def test_what_is_no_tag_is_named(words):
    with pytest.raises(BadInput):
        read_tags(words)


@pytest.fixture
def published(alice):
    project = make_project(alice)
    make_evaluation(project)
    set_tags(project, ["botany", "first-steps"])
    return publish(project=project)


@pytest.mark.django_db
def test_a_page_leads_to_its_tags_and_a_tag_to_its_pages(client, published):
    assert 'href="/tags/botany/"' in client.get(ADDRESS).content.decode()
    page = client.get("/tags/botany/").content.decode()
    assert ADDRESS in page
    assert "1 project" in page
    assert "<title>Which flower is it?</title>" in client.get("/tags/botany/feed.atom").content.decode()


@pytest.mark.django_db
def test_a_tag_of_private_projects_only_is_not_there(client, alice):
    set_tags(make_project(alice), ["secret"])
    assert client.get("/tags/secret/").status_code == 404
    assert client.get("/tags/secret/feed.atom").status_code == 404


@pytest.mark.django_db
def test_what_is_unlisted_leads_to_no_list_and_asks_not_to_be_in_any(client, published):
    publish(project=published, visibility="unlisted")
    page = client.get(ADDRESS).content.decode()
    assert "first-steps" in page
    assert "/tags/" not in page
    evaluation = client.get(published.evaluations.get().get_absolute_url()).content.decode()
    assert '<meta name="robots" content="noindex" />' in page
    assert '<meta name="robots" content="noindex" />' in evaluation


@pytest.mark.django_db
def test_the_owner_sets_them_in_the_form(alice_client, published):
    form = alice_client.get(f"{ADDRESS}edit/").content.decode()
    assert 'value="botany, first-steps"' in form
    sent = {"title": "Flowers", "question": "", "writeup": ""}
    alice_client.post(f"{ADDRESS}edit/", {**sent, "tags": "Petals"})
    assert [tag.name for tag in published.tags.all()] == ["petals"]
    refused = alice_client.post(f"{ADDRESS}edit/", {**sent, "tags": "???"})
    assert refused.status_code == 422
    assert "cannot be a tag" in refused.content.decode()


@pytest.mark.django_db
def test_the_api_sets_and_finds_them(alice_token, published):
    api = Api(alice_token)
    changed = api.patch("/projects/alice/which-flower-is-it/", {"tags": ["Petals", "botany"]})
    assert changed.json()["tags"] == ["botany", "petals"]
    assert len(api.get("/projects/?tag=petals").json()["results"]) == 1
    assert api.get("/projects/?tag=first-steps").json()["results"] == []
    assert api.patch("/projects/alice/which-flower-is-it/", {"tags": ["!"]}).status_code == 422


@pytest.mark.django_db
def test_a_tag_is_made_once(alice):
    for title in ("One", "Two"):
        set_tags(make_project(alice, title=title), ["botany"])
    assert Tag.objects.count() == 1
