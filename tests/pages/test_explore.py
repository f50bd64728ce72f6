"""Explore: facets with counts, the whole state in the address."""

from __future__ import annotations

import re

import pytest
from django.core.cache import caches

from portfolio.services import publish
from projects.tags import set_tags
from tests.factories import HOUSES, make_evaluation, make_project

pytestmark = pytest.mark.django_db
PROJECTS = (("Flowers", None, None), ("More flowers", None, None), ("Prices", HOUSES, "price"))


@pytest.fixture
def several(alice):
    for title, csv, target in (
        ("Flowers", None, None),
        ("More flowers", None, None),
        ("Prices", HOUSES, "price"),
    ):
        project = make_project(alice, title=title, **({"csv": csv, "target": target} if csv else {}))
        make_evaluation(project)
        set_tags(project, ["homes"] if csv else ["botany"])
        publish(project=project)


def facet_counts(page: str) -> dict[str, int]:
    links = re.findall(r'<a href="\?[^"]*"\s*(?:aria-current="true")?>([^<]+)<.*?num">(\d+)<', page, re.S)
    return {label.strip(): int(count) for label, count in links}


def test_every_choice_says_how_many_there_would_be(client, several):
    counts = facet_counts(client.get("/explore/").content.decode())
    assert counts["Two classes"] == 2
    assert counts["A number"] == 1
    assert counts["Beats its baseline"] == 3
    assert counts["Below 1,000 rows"] == 3
    assert counts["botany"] == 2


def test_a_facet_counts_with_the_others_as_they_are_and_itself_open(client, several):
    counts = facet_counts(client.get("/explore/?tag=botany").content.decode())
    assert counts["Two classes"] == 2
    assert "A number" not in counts
    assert counts["homes"] == 1


def test_choices_are_links_that_keep_the_rest_of_the_state(client, several):
    page = client.get("/explore/?q=flowers&task=binary").content.decode()
    assert 'href="?q=flowers&amp;task=binary&amp;tag=botany"' in page
    assert re.search(r'href="\?q=flowers"\s+aria-current="true"', page), "pressing it again removes it"
    assert "2 projects" in page
    assert "Prices" not in page.split('id="found"')[1]


def test_a_correction_is_said(client, several):
    page = client.get("/explore/?q=flowres").content.decode()
    assert "Nothing has “flowres”" in page
    assert "<strong>flowers</strong>" in page


@pytest.mark.parametrize("query", ["", "?q=flower&task=binary"])
def test_it_takes_the_same_queries_for_few_or_many(
    client, alice, several, query, django_assert_max_num_queries
):
    def count() -> int:
        caches["pages"].clear()
        with django_assert_max_num_queries(14) as queries:
            client.get(f"/explore/{query}")
        return len(queries)

    few = count()
    for number in range(10):
        project = make_project(alice, title=f"Flower {number}")
        make_evaluation(project)
        publish(project=project)
    assert count() == few


def test_counts_of_a_crowd_are_kept_for_a_minute(client, several, django_assert_max_num_queries):
    client.get("/explore/")
    with django_assert_max_num_queries(6):
        client.get("/explore/")
