"""Who may star, pin and follow what, that nothing hidden shows through people, and at what cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Evaluation
from portfolio.models import FeedKey, Follow, Star
from portfolio.pins import ON, move_pin
from portfolio.stars import star
from projects.models import Project
from projects.tags import set_tags
from tests.factories import make_evaluation, make_project
from tests.pages.test_people import ADDRESS, DATASET, make_published, text_of

pytestmark = pytest.mark.django_db
VISIBILITIES = ("private", "unlisted", "public")
# Status by visibility (private, unlisted, public) for another learner and for the owner.
SENT = {
    f"{ADDRESS}star/": {"other": (404, 409, 302), "owner": (409, 409, 409)},
    f"{ADDRESS}pin/": {"other": (404, 403, 403), "owner": (409, 409, 302)},
    "/following/people/alice/": {"other": (302, 302, 302), "owner": (409, 409, 409)},
    "/following/tags/botany/": {"other": (404, 404, 302), "owner": (404, 404, 302)},
    DATASET: {"other": (404, 404, 302), "owner": (302, 302, 302)},
}


@pytest.mark.parametrize("address", SENT)
@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_who_may_send_what(client, alice, alice_client, bob_client, address, visibility):
    set_tags(make_project(alice, visibility=visibility), ["botany"])
    wanted = {role: statuses[VISIBILITIES.index(visibility)] for role, statuses in SENT[address].items()}
    assert client.post(address).url.startswith("/accounts/login/")
    for reader, role in ((bob_client, "other"), (alice_client, "owner")):
        assert reader.get(address).status_code == 405
        assert reader.post(address, {"want": "yes", "move": "on"}).status_code == wanted[role], role


@pytest.mark.parametrize("address", ["/starred/", "/following/", "/following/feed/"])
def test_ones_own_lists_are_for_oneself(client, bob_client, address):
    assert (client.post if "feed" in address else client.get)(address).url.startswith("/accounts/login/")
    answer = (bob_client.post if "feed" in address else bob_client.get)(address)
    assert answer.status_code in (200, 302)
    assert answer.status_code == 302 or "private" in answer["Cache-Control"]


@pytest.mark.parametrize("visibility", ["private", "unlisted"])
def test_nothing_hidden_shows_through_people(client, alice, bob, bob_client, visibility):
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
    key = FeedKey.objects.create(learner=bob, key="k" * 43).key
    for address in (
        "/@alice/",
        "/starred/",
        "/following/",
        f"/following/{key}/feed.atom",
        "/@alice/feed.atom",
    ):
        page = text_of(bob_client, address)
        assert "Zebra" not in page, address
        assert "stripes" not in page, address
        assert "datasets/alice" not in page, address


@pytest.mark.parametrize("address", ["/starred/", "/following/"])
def test_a_list_takes_the_same_queries_for_one_row_or_many(
    alice, bob, bob_client, address, django_assert_max_num_queries
):
    def count() -> int:
        with django_assert_max_num_queries(16) as queries:
            bob_client.get(address)
        return len(queries)

    Follow.objects.create(learner=bob, person=alice)
    star(bob, make_published(alice, "One"))
    one = count()
    for title in ("Two", "Three", "Four"):
        project = make_published(alice, title)
        star(bob, project)
        set_tags(project, [title.lower()])
        Follow.objects.create(learner=bob, tag=project.tags.get())
    assert count() == one


def test_a_pinned_row_costs_no_query_of_its_own(client, alice, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(24) as queries:
            client.get("/@alice/")
        return len(queries)

    for number in range(4):
        project = make_published(alice, f"P{number}")
        Evaluation.objects.filter(project=project).update(
            published_at=timezone.now() - timedelta(days=number)
        )
        if number == 0:
            move_pin(project, ON)
    one = count()
    for project in Project.objects.filter(pin_position__isnull=True):
        move_pin(project, ON)
    assert count() <= one
