from __future__ import annotations

import pytest

from portfolio.follows import (
    describe_follow,
    drop_feed_key,
    follow,
    follows_of,
    is_following,
    learner_with_key,
    make_feed_key,
    person_named,
    tag_named,
    unfollow,
)
from portfolio.models import Follow
from portfolio.news import followed_by, followed_ids
from portfolio.services import unpublish
from projects.errors import Conflict, NotFound, QuotaReached
from projects.models import Project
from projects.tags import set_tags
from tests.factories import HOUSES, make_learner, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(alice):
    project = make_project(alice, visibility="public")
    set_tags(project, ["botany"])
    return project


def heard(learner) -> list[str]:
    """By the one way and by the other, which have to agree."""
    found = Project.objects.listed().filter(followed_by(learner)).distinct()
    titles = sorted(found.values_list("title", flat=True))
    named = Project.objects.filter(pk__in=followed_ids(learner, 1000))
    assert titles == sorted(named.values_list("title", flat=True))
    return titles


def test_following_twice_is_following_once(alice, bob):
    follow(bob, alice)
    follow(bob, alice)
    assert Follow.objects.count() == 1
    assert is_following(bob, alice)
    unfollow(bob, alice)
    unfollow(bob, alice)
    assert not is_following(bob, alice)


def test_nobody_follows_themselves(alice):
    with pytest.raises(Conflict, match="This is you"):
        follow(alice, alice)


def test_people_tags_and_data_sets_bring_what_is_public(alice, bob, project):
    carol = make_learner("carol")
    make_project(carol, title="Same bytes", visibility="public")
    tagged = make_project(carol, title="Tagged", csv=HOUSES, target="town", visibility="public")
    set_tags(tagged, ["botany"])
    make_project(alice, title="Hidden", csv=HOUSES, target="town")
    make_project(alice, title="By link", csv=HOUSES, target="town", visibility="unlisted")
    follow(bob, alice)
    assert heard(bob) == ["Which flower is it?"]
    follow(bob, tag_named("botany"))
    assert heard(bob) == ["Tagged", "Which flower is it?"]
    follow(bob, project.dataset_version.dataset)
    assert heard(bob) == ["Same bytes", "Tagged", "Which flower is it?"]
    assert heard(alice) == []


def test_ones_own_publications_are_no_news(alice, project):
    follow(alice, tag_named("botany"))
    assert heard(alice) == []


def test_what_nobody_can_see_any_more_is_not_named(alice, bob, project):
    for one in (alice, tag_named("botany"), project.dataset_version.dataset):
        follow(bob, one)
    assert {describe_follow(one).kind for one in follows_of(bob)} == {"person", "tag", "dataset"}
    unpublish(project)
    assert [describe_follow(one).name for one in follows_of(bob)] == ["Alice Liddell"]
    alice.is_active = False
    alice.save()
    assert not follows_of(bob).exists()
    with pytest.raises(NotFound):
        person_named("alice")
    with pytest.raises(NotFound):
        tag_named("botany")


def test_there_is_a_limit(alice, bob, settings):
    settings.LIMITS = settings.LIMITS.__class__(follows_per_learner=1)
    follow(bob, alice)
    with pytest.raises(QuotaReached):
        follow(bob, make_learner("carol"))


def test_a_feed_has_one_key_at_a_time_and_none_after_it_was_dropped(bob):
    old = make_feed_key(bob)
    new = make_feed_key(bob)
    assert learner_with_key(new) == bob
    with pytest.raises(NotFound):
        learner_with_key(old)
    drop_feed_key(bob)
    with pytest.raises(NotFound):
        learner_with_key(new)


def test_the_key_of_a_closed_account_opens_nothing(bob):
    key = make_feed_key(bob)
    bob.is_active = False
    bob.save()
    with pytest.raises(NotFound):
        learner_with_key(key)
