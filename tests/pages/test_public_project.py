"""A project's page, as its owner, another learner and a stranger meet it."""

from __future__ import annotations

import re

import pytest
from django.core.cache import caches

from portfolio.services import publish, unpublish, write_up
from tests.factories import make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/which-flower-is-it/"


@pytest.fixture
def draft(alice):
    project = make_project(alice)
    make_evaluation(project, script=make_script(project), printed="Accuracy: 0.97\n")
    write_up(project=project, markdown="# What I found\n\nColour **matters**.")
    return project


@pytest.fixture
def published(draft):
    return publish(project=draft)


def test_a_stranger_reads_the_whole_report(client, published):
    page = client.get(ADDRESS).content.decode()
    for part in (
        "Which flower is it?",
        "Can we tell from length and width alone?",
        "0.83",
        "0.78 to 0.88",
        "Better than always guessing the same class (0.50).",
        "Colour <strong>matters</strong>",
        "How the models compare",
        "Danger zone",
        "What the script said, what we measured",
        "flowers.csv",
        "make_model",
        "How this was measured",
        "What the score does not show",
    ):
        assert part in page, part


def test_the_parts_stand_in_their_order_and_the_contents_lead_to_each(client, published):
    page = client.get(ADDRESS).content.decode()
    order = [page.index(f'id="{part}"') for part in ("measured", "models", "danger", "said", "data", "code")]
    assert order == sorted(order)
    contents = page.split('<details class="contents">')[1].split("</details>")[0]
    anchors = re.findall(r'href="#([^"]+)"', contents)
    assert len(anchors) > 8
    assert all(f'id="{anchor}"' in page for anchor in anchors)


def test_a_stranger_is_offered_nothing_to_change(client, bob_client, published):
    for reader, forms in ((client, []), (bob_client, [f"{ADDRESS}star/"])):
        page = reader.get(ADDRESS).content.decode()
        assert "/edit/" not in page
        assert re.findall(r'<form method="post" action="([^"]+)"', page.split("<main")[1]) == forms


def test_the_head_describes_the_page_for_previews(client, published):
    page = client.get(ADDRESS).content.decode()
    assert "0.83 accuracy (0.78 to 0.88), better than the baseline, measured by Firstfit." in page
    assert f'rel="canonical" href="http://127.0.0.1:8000{ADDRESS}"' in page
    assert 'property="og:title" content="Which flower is it?"' in page


def test_a_draft_tells_its_owner_what_to_do_next_and_nobody_else_that_it_exists(
    client, bob_client, alice_client, draft
):
    page = alice_client.get(ADDRESS).content.decode()
    assert "This is a draft: only you can see it." in page
    assert "Publish" in page
    assert client.get(ADDRESS).status_code == 404
    assert bob_client.get(ADDRESS).status_code == 404


def test_a_private_project_looks_like_one_that_never_was(client, draft):
    private, absent = client.get(ADDRESS), client.get("/@alice/nothing-here/")
    assert private.status_code == absent.status_code == 404
    assert b"flower is it" not in private.content


def test_an_unlisted_page_opens_by_its_address_and_asks_search_engines_to_stay_away(client, draft):
    publish(project=draft, visibility="unlisted")
    page = client.get(ADDRESS).content.decode()
    assert 'name="robots" content="noindex"' in page


def test_unpublishing_takes_the_page_and_its_data_away(client, published):
    assert client.get(f"{ADDRESS}data/").status_code == 200
    unpublish(published)
    assert client.get(ADDRESS).status_code == 404
    assert client.get(f"{ADDRESS}data/").status_code == 404


def test_the_owner_hears_of_a_newer_evaluation(alice_client, published):
    newer = make_evaluation(published)
    page = alice_client.get(ADDRESS).content.decode()
    assert "A newer evaluation is ready." in page
    assert newer.get_absolute_url() in page
    assert f"?a=v1&amp;b={newer.pk}" in page


def test_a_reader_sees_the_published_version_and_not_what_came_after(client, published):
    newer = make_evaluation(published)
    page = client.get(ADDRESS).content.decode()
    assert str(newer.pk) not in page


def test_every_published_version_is_listed(client, published):
    first = published.evaluations.get()
    make_evaluation(published, published_version=2, published_at=first.published_at)
    page = client.get(ADDRESS).content.decode()
    assert first.get_absolute_url() in page
    assert ">v2<" in page


def test_the_owner_of_a_failed_first_evaluation_reads_why(alice, alice_client):
    project = make_project(alice)
    make_evaluation(project, status="failed", reason_message="Line 3 raised.")
    page = alice_client.get(ADDRESS).content.decode()
    assert "The last evaluation failed." in page
    assert "Line 3 raised." in page


def test_a_project_that_was_never_measured_has_a_page_for_its_owner(alice, alice_client):
    make_project(alice)
    assert "Nothing is measured yet." in alice_client.get(ADDRESS).content.decode()


def test_the_data_come_as_a_download_that_no_browser_opens(client, published):
    response = client.get(f"{ADDRESS}data/")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="flowers.csv"'
    assert response.content.startswith(b"length,width,colour,species")


def test_a_page_takes_the_same_queries_with_one_version_or_many(
    client, published, django_assert_max_num_queries
):
    def count() -> int:
        caches["pages"].clear()
        with django_assert_max_num_queries(15) as queries:
            client.get(ADDRESS)
        return len(queries)

    one = count()
    make_evaluation(published, published_version=2)
    two = count()
    assert two == one + 1  # the earlier ones are asked for where there can be any
    for version in range(3, 12):
        make_evaluation(published, published_version=version)
    assert count() == two
