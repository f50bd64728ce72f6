from __future__ import annotations

import pytest

from portfolio.models import Listing, Star
from portfolio.services import unpublish
from portfolio.stars import star, unstar
from projects.errors import Conflict, QuotaReached
from projects.services import delete_project
from tests.factories import make_learner, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(alice):
    return make_project(alice, visibility="public")


def test_starring_twice_is_one_star_and_taking_it_back_leaves_none(bob, project):
    assert [star(bob, project), star(bob, project)] == [1, 1]
    assert star(make_learner("carol"), project) == 2
    assert [unstar(bob, project), unstar(bob, project)] == [1, 1]
    assert Listing.objects.get(project=project).stars == 1


def test_nobody_stars_themselves(alice, project):
    with pytest.raises(Conflict, match="is yours"):
        star(alice, project)
    assert not Star.objects.exists()


@pytest.mark.parametrize("visibility", ["private", "unlisted"])
def test_only_what_is_public_is_starred(alice, bob, visibility):
    with pytest.raises(Conflict, match="Only public projects"):
        star(bob, make_project(alice, visibility=visibility))


def test_stars_wait_while_a_project_is_hidden_and_go_with_it(bob, project):
    star(bob, project)
    unpublish(project)
    assert Star.objects.count() == 1
    project.visibility = "public"
    project.save()
    assert unstar(make_learner("carol"), project) == 1
    delete_project(project)
    assert not Star.objects.exists()


def test_a_closed_account_counts_no_more(alice, bob, project):
    star(bob, project)
    bob.is_active = False
    bob.save()
    assert star(make_learner("carol"), project) == 1


def test_there_is_a_limit(bob, project, alice, settings):
    settings.LIMITS = settings.LIMITS.__class__(stars_per_learner=1)
    star(bob, project)
    with pytest.raises(QuotaReached):
        star(bob, make_project(alice, title="Another", visibility="public"))
