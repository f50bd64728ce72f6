"""Counts beside the choices, of a few projects and of many."""

import pytest

from portfolio.facets import FacetCounts, count_cells, recount
from portfolio.search import Search
from portfolio.services import publish
from portfolio.tagging import tag_project
from projects.models import Project
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
EVERYTHING = Search()


@pytest.fixture
def flowers(alice) -> Project:
    return make_public(alice, "Flowers", "botany")


def make_public(owner, title: str, *tags: str) -> Project:
    project = make_project(owner, title=title)
    publish(project=project, evaluation=make_evaluation(project), ask_for_answers=False)
    tag_project(project, ",".join(tags))
    return project


def test_few_are_counted_for_each_reader(alice, flowers):
    recount()
    assert count_cells(EVERYTHING, None).count(EVERYTHING) == 1
    make_public(alice, "Trees")
    assert count_cells(EVERYTHING, None).count(EVERYTHING) == 2
    assert not FacetCounts.objects.exists()


def test_many_are_counted_by_the_sweep(alice, flowers, django_assert_num_queries):
    recount(few=0)
    make_public(alice, "Trees", "botany")
    with django_assert_num_queries(1):
        cells = count_cells(EVERYTHING, None)
    assert cells.count(EVERYTHING) == 1, "as it was counted"
    recount(few=0)
    cells = count_cells(EVERYTHING, None)
    assert cells.count(EVERYTHING) == cells.count(EVERYTHING, tag="botany") == 2
    assert cells.count(EVERYTHING, tag="botany", task=flowers.task, beats="yes") == 2
    assert cells.count(EVERYTHING, size="large") == 0


def test_nothing_is_counted_again_until_something_changes(flowers, django_assert_num_queries):
    recount(few=0)
    with django_assert_num_queries(2):
        recount(few=0)


def test_a_tag_that_is_too_rare_to_be_kept_is_counted_when_asked_for(flowers):
    recount(few=0)
    kept = FacetCounts.objects.get()
    kept.counts["tagged"] = {}
    kept.save()
    asked = Search(tag="botany")
    assert count_cells(asked, None).count(asked) == 1


def test_when_there_are_few_again_readers_count_themselves(flowers):
    recount(few=0)
    flowers.delete()
    FacetCounts.objects.update(edition="another")
    recount()
    assert not FacetCounts.objects.exists()
