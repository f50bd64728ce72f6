from __future__ import annotations

import pytest
from django.utils import timezone

from projects.models import Project
from tests.api_contract import Api, assert_problem
from tests.factories import HOUSES, make_evaluation, make_project


def titles(answer) -> list[str]:
    return [project["title"] for project in answer.json()["results"]]


@pytest.fixture
def three(alice, bob):
    make_project(alice, title="Open iris", visibility="public")
    make_project(alice, title="Hidden iris")
    make_project(bob, title="House prices", visibility="public", csv=HOUSES, target="price", question="")


@pytest.mark.usefixtures("three")
class TestWhatIsListed:
    def test_strangers_find_what_is_public_newest_first(self):
        assert titles(Api().get("/projects/")) == ["House prices", "Open iris"]

    def test_learners_find_their_own_as_well(self, alice_token):
        assert titles(Api(alice_token).get("/projects/")) == ["House prices", "Hidden iris", "Open iris"]

    def test_others_do_not_find_what_is_private(self, bob_token):
        assert titles(Api(bob_token).get("/projects/?owner=alice")) == ["Open iris"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("q=iris", ["Open iris"]),
            ("q=iris+open", ["Open iris"]),
            ("q=iris+house", []),
            ("task=regression", ["House prices"]),
            ("owner=bob", ["House prices"]),
            ("owner=nobody", []),
            ("sort=title", ["House prices", "Open iris"]),
            ("sort=oldest", ["Open iris", "House prices"]),
            ("sort=updated", ["House prices", "Open iris"]),
        ],
    )
    def test_filters_and_sorts(self, query, found):
        assert titles(Api().get(f"/projects/?{query}")) == found

    @pytest.mark.parametrize("query", ["task=art", "sort=best", "q=a%00b", "q=" + "x" * 101])
    def test_what_cannot_be_asked_is_named(self, query):
        assert_problem(Api().get(f"/projects/?{query}"), 422, "bad_input", query.partition("=")[0])

    @pytest.mark.parametrize("cursor", ["x", "cD1ub3QtYS1kYXRl", "cD0lMDA="])
    def test_a_cursor_that_is_none_is_not_found(self, cursor):
        assert_problem(Api().get(f"/projects/?cursor={cursor}"), 404, "not_found", "cursor")


@pytest.mark.parametrize("query", ["page_size=" + "9" * 30, "cursor=bz05OTk5OTk5OTk5OTk%3D"])
def test_odd_pages_are_no_fault_of_ours(alice, query):
    make_project(alice, visibility="public")
    assert Api().get(f"/projects/?{query}").status_code == 200


@pytest.mark.parametrize("size", ["", "-1", "0", "null", "all", "²"])
def test_a_page_size_that_is_none_is_refused(db, size):
    assert_problem(Api().get(f"/projects/?page_size={size}"), 422, "bad_input", "from 1 to 100")


def test_filters_that_are_empty_narrow_nothing_down(alice):
    make_project(alice, visibility="public")
    assert len(titles(Api().get("/projects/?task=&owner=&sort=&q="))) == 1


def test_unlisted_ones_are_not_listed(alice):
    make_project(alice, visibility="unlisted")
    assert titles(Api().get("/projects/")) == []


def test_each_shows_the_newest_evaluation_that_one_may_see(alice, alice_token):
    project = make_project(alice, visibility="public")
    published = make_evaluation(project, published=True)
    running = make_evaluation(project, status="running")
    assert Api().get("/projects/").json()["results"][0]["evaluation"]["id"] == str(published.pk)
    assert Api(alice_token).get("/projects/").json()["results"][0]["evaluation"]["id"] == str(running.pk)


def test_pages_have_no_gaps_and_no_doubles(alice):
    first = make_project(alice, title="Number 0", visibility="public")
    for number in range(1, 45):
        Project.objects.create(
            owner=alice,
            dataset_version=first.dataset_version,
            title=f"Number {number}",
            slug=f"number-{number}",
            target="species",
            task="binary",
            metric="accuracy",
            protocol=first.protocol,
            protocol_digest=first.protocol_digest,
            visibility="public",
            published_at=timezone.now(),
        )
    Project.objects.update(created_at=first.created_at)
    found, path = [], "/projects/"
    while path:
        answer = Api().get(path)
        found += titles(answer)
        assert ('rel="next"' in answer.headers.get("Link", "")) == bool(answer.json()["next"])
        path = (answer.json()["next"] or "").partition("/api/v1")[2]
    assert found == [f"Number {number}" for number in range(44, -1, -1)]


def test_the_number_of_queries_does_not_grow(alice, django_assert_num_queries):
    for number in range(3):
        make_evaluation(make_project(alice, title=f"Number {number}", visibility="public"), published=True)
    with django_assert_num_queries(3):
        Api().get("/projects/")
