"""Home, explore and portfolios: what is public is found, what is not is nowhere."""

from __future__ import annotations

import pytest
from django.core.cache import caches

from portfolio.services import publish, unpublish
from portfolio.tagging import tag_project
from projects.models import Learner
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
LISTS = ("/", "/explore/", "/explore/?q=flower", "/@alice/")


def make_published(owner, title, visibility="public"):
    project = make_project(owner, title=title)
    make_evaluation(project)
    return publish(project=project, visibility=visibility)


@pytest.mark.parametrize("address", LISTS)
def test_a_public_project_stands_in_every_list_with_its_score(client, alice, address):
    make_published(alice, "Which flower is it?")
    page = client.get(address).content.decode()
    assert "/@alice/which-flower-is-it/" in page
    assert "0.83" in page
    assert "better than the baseline" in page


@pytest.mark.parametrize("address", LISTS)
def test_what_is_private_unlisted_or_unpublished_again_stands_in_no_list(client, bob_client, alice, address):
    make_evaluation(make_project(alice, title="Flower private"))
    make_published(alice, "Flower unlisted", visibility="unlisted")
    unpublish(make_published(alice, "Flower withdrawn"))
    for reader in (client, bob_client):
        page = reader.get(address).content.decode()
        for word in ("private", "unlisted", "withdrawn"):
            assert f"flower-{word}" not in page, word


def test_a_closed_account_takes_its_pages_along(client, alice):
    make_published(alice, "Which flower is it?")
    Learner.objects.filter(pk=alice.pk).update(is_active=False)
    for address in LISTS[:3]:
        assert "which-flower" not in client.get(address).content.decode()
    assert client.get("/@alice/").status_code == 404
    assert client.get("/@alice/which-flower-is-it/").status_code == 404


def test_a_portfolio_counts_its_evidence_from_public_results_only(client, alice):
    make_published(alice, "One")
    make_published(alice, "Two")
    make_published(alice, "Three", visibility="unlisted")
    assert "2 projects measured; all 2 beat their baseline." in client.get("/@alice/").content.decode()


def test_an_owner_sees_drafts_apart_and_how_far_each_is(alice, alice_client):
    make_evaluation(make_project(alice, title="First"), status="running")
    make_project(alice, title="Second")
    page = alice_client.get("/@alice/").content.decode()
    assert "Only you see these" in page
    assert "being measured" in page
    assert "not measured yet" in page


def test_an_empty_portfolio_has_a_sentence_and_for_its_owner_a_button(client, alice, alice_client):
    assert "Nothing is published here yet." in client.get("/@alice/").content.decode()
    assert "Publish a project" in alice_client.get("/@alice/").content.decode().split("<main")[1]


def test_nobody_of_that_name_is_a_404(client, db):
    assert client.get("/@nobody/").status_code == 404


def test_home_and_explore_are_kind_while_there_is_nothing(client):
    assert "Machine learning results that people believe" in client.get("/").content.decode()
    assert "Yours could be the first." in client.get("/explore/").content.decode()
    assert "Nothing matches." in client.get("/explore/?q=tulip").content.decode()


def test_the_search_stays_in_the_form_and_in_the_page_links(client, alice):
    for number in range(21):
        make_project(alice, title=f"Flower {number}", visibility="public")
    page = client.get("/explore/?q=flower&task=binary").content.decode()
    assert 'value="flower"' in page
    assert '<input type="hidden" name="task" value="binary" />' in page
    assert 'href="?q=flower&amp;task=binary&amp;page=2"' in page
    assert "21 projects, page 1 of 2" in page


@pytest.mark.parametrize("address", ["/explore/", "/@alice/", "/tags/garden/"])
def test_a_later_page_of_a_list_is_a_page_of_its_own_to_a_search_engine(client, alice, address):
    for number in range(21):
        project = make_project(alice, title=f"Flower {number}", visibility="public")
        tag_project(project, ["garden"])
    named = f'rel="canonical" href="http://127.0.0.1:8000{address}'
    assert f'{named}?page=2"' in client.get(f"{address}?page=2").content.decode()
    assert f'{named}?page=2"' in client.get(f"{address}?page=99").content.decode()
    assert f'{named}"' in client.get(f"{address}?page=1").content.decode()


def test_a_search_is_no_page_of_its_own_to_a_search_engine(client, alice):
    for number in range(21):
        make_project(alice, title=f"Flower {number}", visibility="public")
    page = client.get("/explore/?task=binary&page=2").content.decode()
    assert 'rel="canonical" href="http://127.0.0.1:8000/explore/"' in page


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=999", "?page=x", "?q=%00", "?task=%F0", "?q=" + "x" * 5000]
)
def test_any_query_is_answered(client, query):
    assert client.get(f"/explore/{query}").status_code == 200


def test_a_website_that_is_no_web_address_is_not_linked(client, alice):
    Learner.objects.filter(pk=alice.pk).update(website="javascript:alert(1)")
    assert "javascript:" not in client.get("/@alice/").content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_a_list_takes_the_same_queries_for_one_row_or_twenty(
    client, alice, address, django_assert_max_num_queries
):
    def count() -> int:
        caches["pages"].clear()
        with django_assert_max_num_queries(24 if address == "/@alice/" else 12) as queries:
            client.get(address)
        return len(queries)

    make_published(alice, "Flower 0")
    one = count()
    for number in range(1, 20):
        make_published(alice, f"Flower {number}")
    assert count() == one
