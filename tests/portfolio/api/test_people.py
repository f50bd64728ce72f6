"""People through the API: portfolios, stars, following, pins; who may do what."""

from __future__ import annotations

import pytest

from portfolio.index.entries import index_project
from portfolio.models import FeedKey, Follow, Star
from portfolio.pins import ON, move_pin
from portfolio.services import publish, unpublish
from portfolio.stars import star
from projects.models import Project
from projects.tags import set_tags
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
PATH = "/projects/alice/which-flower-is-it/"
VISIBILITIES = ("private", "unlisted", "public")


@pytest.fixture
def project(alice):
    project = make_project(alice)
    make_evaluation(project)
    set_tags(project, ["botany"])
    return publish(project=project)


def put(api: Api, path: str, body: object = None):
    return api.send("PUT", path, data=body, content_type="application/json")


def test_a_portfolio_reads_as_its_page(alice_token, project):
    move_pin(project, ON)
    said = {"about": "Nurse.", "bio": "One.\nTwo.", "code_url": "https://code.example/a"}
    assert Api(alice_token).patch("/me/", said).json()["bio"] == "One.\nTwo."
    person = Api().get("/people/alice/").json()
    assert (person["name"], person["about"], person["bio"]) == ("Alice Liddell", "Nurse.", "One.\nTwo.")
    assert person["links"] == ["https://code.example/a"]
    assert person["evidence"] == {
        "projects": 1,
        "beat_baseline": 1,
        "datasets": 1,
        "rows": 60,
        "lockboxes": 0,
        "lockboxes_agree": 0,
    }
    assert person["pinned"] == ["which-flower-is-it"]
    assert {one["event"] for one in person["activity"]} == {"project", "dataset"}
    assert person["followers"] == 0
    assert_problem(Api().get("/people/nobody/"), 404, "not_found")


@pytest.mark.parametrize("value", ["ftp://a.example", "javascript:alert(1)", "x" * 201])
def test_a_link_is_an_address_on_the_web(alice_token, value):
    problem = assert_problem(Api(alice_token).patch("/me/", {"website": value}), 422, "bad_input")
    assert {error["field"] for error in problem["errors"]} == {"website"}


def test_a_star_is_set_read_and_taken_back(bob_token, project):
    api = Api(bob_token)
    for _ in range(2):
        assert put(api, f"{PATH}star/").json() == {"starred": True, "stars": 1}
    assert Api().get(PATH).json()["stars"] == 1
    assert [one["slug"] for one in api.get("/starred/").json()["results"]] == ["which-flower-is-it"]
    for _ in range(2):
        assert api.delete(f"{PATH}star/").status_code == 204
    assert Api().get(PATH).json()["stars"] == 0
    assert api.get("/starred/").json()["results"] == []


def test_projects_are_sorted_by_stars_over_pages(alice, bob_token, alice_token, project):
    for title in ("Two", "Three"):
        make_project(alice, title=title, visibility="public")
    make_project(alice, title="Private")
    put(Api(bob_token), f"{PATH}star/")
    api, address, found = Api(alice_token), "/projects/?sort=stars&page_size=1", []
    while address:
        page = api.get(address.partition("/api/v1")[2] or address).json()
        found += [one["title"] for one in page["results"]]
        address = page["next"] or ""
    assert found == ["Which flower is it?", "Private", "Three", "Two"]


def test_strangers_find_the_most_starred_of_what_is_public(client, alice, bob, project):
    for title, visibility in (("Two", "public"), ("Hidden", "unlisted")):
        index_project(make_project(alice, title=title, visibility=visibility))
    index_project(project)
    star(bob, Project.objects.get(title="Two"))
    found = client.get("/api/v1/projects/?sort=stars").json()["results"]
    assert [(one["title"], one["stars"]) for one in found] == [("Two", 1), ("Which flower is it?", 0)]


def test_following_brings_news_and_a_feed(client, bob_token, project):
    api = Api(bob_token)
    for path in ("/people/alice/", "/tags/botany/", f"/datasets/{project.dataset_version_id}/"):
        for _ in range(2):
            assert put(api, f"{path}follow/").status_code == 204
    assert [one["type"] for one in api.get("/following/").json()["results"]] == ["dataset", "tag", "person"]
    news = api.get("/following/news/").json()["results"]
    assert [(one["slug"], one["version"]) for one in news] == [("which-flower-is-it", 1)]
    assert api.get("/following/feed/").json() == {"url": None}
    address = put(api, "/following/feed/").json()["url"]
    assert "which-flower-is-it" in client.get(address).content.decode()
    assert api.get("/following/feed/").json()["url"] == address
    assert api.delete("/following/feed/").status_code == 204
    assert client.get(address).status_code == 404
    assert not FeedKey.objects.exists()
    api.delete("/people/alice/follow/")
    assert Follow.objects.count() == 2


def test_pins_are_set_in_order_and_named(alice, alice_token, bob_token, project):
    make_project(alice, title="Second", visibility="public")
    make_project(alice, title="Hidden")
    api, wanted = Api(alice_token), {"projects": ["second", "which-flower-is-it"]}
    assert put(api, "/me/pins/", wanted).json() == wanted
    assert api.get("/me/pins/").json() == wanted
    assert Api().get(PATH).json()["pinned"] is True
    assert_problem(put(api, "/me/pins/", {"projects": ["hidden"]}), 409, "not_public")
    assert_problem(put(Api(bob_token), "/me/pins/", {"projects": ["second"]}), 422, "bad_input")
    assert api.get("/me/pins/").json() == wanted


# Status by visibility (private, unlisted, public): for another learner, for the owner.
CHANGES = {
    "star": ((404, 409, 200), (409, 409, 409)),
    "person": ((204, 204, 204), (409, 409, 409)),
    "tag": ((404, 404, 204), (404, 404, 204)),
    "dataset": ((404, 404, 204), (204, 204, 204)),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_who_may_change_what(alice, alice_token, bob_token, what, visibility):
    hidden = make_project(alice, visibility=visibility)
    set_tags(hidden, ["botany"])
    address = {
        "star": f"{PATH}star/",
        "person": "/people/alice/follow/",
        "tag": "/tags/botany/follow/",
        "dataset": f"/datasets/{hidden.dataset_version_id}/follow/",
    }[what]
    reader = create_token(owner=alice, name="reader")[1]
    for method in ("PUT", "DELETE"):
        assert_problem(Api().send(method, address), 401, "not_authenticated")
        assert_problem(Api(reader).send(method, address), 403, "insufficient_scope")
    for token, wanted in zip((bob_token, alice_token), CHANGES[what], strict=True):
        assert put(Api(token), address).status_code == wanted[VISIBILITIES.index(visibility)]
        gone = Api(token).delete(address).status_code
        assert gone == (404 if wanted[VISIBILITIES.index(visibility)] == 404 else 204)
    assert not Star.objects.exists()


@pytest.mark.parametrize(
    "path", ["/starred/", "/following/", "/following/news/", "/following/feed/", "/me/pins/"]
)
def test_ones_own_lists_take_a_token(path, alice_token):
    assert_problem(Api().get(path), 401, "not_authenticated")
    assert Api(alice_token).get(path).status_code == 200


@pytest.mark.parametrize("visibility", ["private", "unlisted"])
def test_nothing_hidden_shows_through(alice, bob, bob_token, alice_token, visibility):
    hidden = make_project(alice, title="Zebra", visibility=visibility)
    make_evaluation(hidden, published=True)
    set_tags(hidden, ["stripes"])
    Project.objects.filter(pk=hidden.pk).update(pin_position=1)
    Star.objects.create(learner=bob, project=hidden)
    for fields in (
        {"person": alice},
        {"tag": hidden.tags.get()},
        {"dataset": hidden.dataset_version.dataset},
    ):
        Follow.objects.create(learner=bob, **fields)
    for path in ("/starred/", "/following/", "/following/news/", "/people/alice/"):
        answer = Api(bob_token).get(path).content.decode().lower()
        assert "zebra" not in answer, path
        assert "stripes" not in answer, path
        assert "flowers" not in answer, path
    assert "zebra" not in Api(alice_token).get("/people/alice/").content.decode()


def test_lists_cost_the_same_for_one_or_many(alice, bob, bob_token, project, django_assert_max_num_queries):
    def count(path: str) -> int:
        with django_assert_max_num_queries(9) as queries:
            Api(bob_token).get(path)
        return len(queries)

    paths = ("/starred/", "/following/", "/following/news/", "/projects/?sort=stars")
    Star.objects.create(learner=bob, project=project)
    Follow.objects.create(learner=bob, person=alice)
    one = [count(path) for path in paths]
    for title in ("Two", "Three"):
        other = make_project(alice, title=title)
        make_evaluation(other)
        Star.objects.create(learner=bob, project=publish(project=other))
        set_tags(other, [title.lower()])
        Follow.objects.create(learner=bob, tag=other.tags.get())
    assert [count(path) for path in paths] == one


def test_a_withdrawn_project_is_no_news(bob_token, bob, alice, project):
    Follow.objects.create(learner=bob, person=alice)
    unpublish(project)
    assert Api(bob_token).get("/following/news/").json()["results"] == []
