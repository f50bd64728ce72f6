"""The map of steps: counted from rows, over projects; to strangers only what is public."""

import pytest

from evaluations.models import Answer, CheckResult, LockboxOpening
from portfolio.steps import STEPS, step_map
from projects.models import Project
from tests.factories import make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db


def taken(learner, *, as_owner):
    found = step_map(learner, as_owner=as_owner)
    return {shown.step.code: shown.times for shown in found.steps if shown.times}


def add_issue(evaluation, code="FF501"):
    CheckResult.objects.create(
        evaluation=evaluation, code=code, title="A leak", outcome="issue", message="A leak."
    )
    Answer.objects.create(project=evaluation.project, code=code, fact="", kind="accepted", reason="Known.")


def test_steps_are_counted_over_projects(alice):
    first, second = make_project(alice, title="One"), make_project(alice, title="Two", question="")
    by_hand = make_script(first, source="class Mine: ...\n")
    by_hand.form = "class"
    by_hand.save()
    make_evaluation(first, script=by_hand, guess=0.8, guess_came_first=True)
    add_issue(make_evaluation(first, script=make_script(first)))
    Project.objects.filter(pk=first.pk).update(writeup="What I found.")
    make_evaluation(second)
    once = {"asked", "guessed", "script", "again", "by_hand", "answered", "told"}
    assert taken(alice, as_owner=True) == {"measured": 2, "beat": 2} | dict.fromkeys(once, 1)
    found = step_map(alice, as_owner=True)
    assert found.title == f"9 of {len(STEPS)} steps taken, over 2 projects"
    assert found.next.code == "compared"  # not every project has a reading to correct
    assert next(s.example[0] for s in found.steps if s.step.code == "measured") == "Two"


def test_strangers_see_steps_of_public_versions_only(alice):
    public = make_project(alice, title="Shown", visibility="public")
    shown = make_evaluation(public, published=True)
    LockboxOpening.objects.create(
        evaluation=shown, learner=alice, data_key="k", protocol_digest="p", pipeline="x", status="opened"
    )
    add_issue(make_evaluation(public, script=make_script(public)))  # not published
    add_issue(make_evaluation(make_project(alice, title="Hidden"), guess=0.8, guess_came_first=True))
    seen = taken(alice, as_owner=False)
    assert seen == {"asked": 1, "measured": 1, "beat": 1, "published": 1, "lockbox": 1}
    assert step_map(alice, as_owner=False).next is None
    assert "Hidden" not in str(step_map(alice, as_owner=False))


def test_it_costs_the_same_for_any_number_of_projects(alice, django_assert_num_queries):
    for number in range(14):
        make_evaluation(make_project(alice, title=f"Project {number}"), script=None)
    with django_assert_num_queries(7):
        found = step_map(alice, as_owner=True)
    assert found.left_out == 2


def test_the_portfolio_shows_the_map_and_to_its_owner_the_next_step(alice, bob, alice_client, client):
    make_evaluation(make_project(alice, visibility="public"), published=True)
    own, seen = alice_client.get("/@alice/").content.decode(), client.get("/@alice/").content.decode()
    assert "A step not taken yet: Guessed before the reveal." in own
    assert "steps taken, over 1 project" in seen
    assert "A step not taken yet" not in seen
    assert "steps taken" not in client.get("/@bob/").content.decode()
