from __future__ import annotations

import pytest

from portfolio.pins import DOWN, OFF, ON, UP, move_pin, pin_in_order, pinned_of
from portfolio.services import publish, unpublish
from projects.errors import BadInput, Conflict
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def projects(alice):
    return [make_project(alice, title=f"P{number}", visibility="public") for number in range(7)]


def pins(owner) -> list[str]:
    return list(pinned_of(owner).values_list("title", flat=True))


def test_each_is_pinned_behind_the_others_and_changes_places(alice, projects):
    for project in projects[:3]:
        move_pin(project, ON)
    move_pin(projects[0], ON)
    assert pins(alice) == ["P0", "P1", "P2"]
    steps = [(2, UP, "P0 P2 P1"), (2, UP, "P2 P0 P1"), (2, UP, "P2 P0 P1"), (2, DOWN, "P0 P2 P1")]
    steps += [(1, DOWN, "P0 P2 P1"), (0, OFF, "P2 P1"), (0, UP, "P2 P1")]
    for number, move, after in steps:
        move_pin(projects[number], move)
        assert " ".join(pins(alice)) == after, (number, move)


def test_six_are_the_most(alice, projects):
    for project in projects[:6]:
        move_pin(project, ON)
    with pytest.raises(Conflict, match="At most 6"):
        move_pin(projects[6], ON)
    with pytest.raises(Conflict, match="At most 6"):
        pin_in_order(alice, [project.slug for project in projects])
    assert len(pins(alice)) == 6


def test_all_are_set_at_once(alice, projects):
    pin_in_order(alice, ["p3", "p1", "p3"])
    assert pins(alice) == ["P3", "P1"]
    pin_in_order(alice, [])
    assert pins(alice) == []


def test_only_ones_own_public_projects_are_pinned(alice, bob, projects):
    with pytest.raises(BadInput, match="You have no project"):
        pin_in_order(bob, ["p1"])
    for visibility in ("private", "unlisted"):
        with pytest.raises(Conflict, match="Only public projects"):
            move_pin(make_project(alice, title=visibility, visibility=visibility), ON)
    with pytest.raises(BadInput, match="no move"):
        move_pin(projects[0], "sideways")


def test_what_is_hidden_loses_its_place(alice, projects):
    first, second = make_project(alice, title="First"), make_project(alice, title="Second")
    for project in (first, second):
        make_evaluation(project)
        move_pin(publish(project=project), ON)
        project.refresh_from_db()
    unpublish(first)
    publish(project=second, visibility="unlisted")
    publish(project=first)
    assert pins(alice) == []
