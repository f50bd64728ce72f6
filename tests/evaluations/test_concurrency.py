"""Several web processes and workers at the same moment, which only a real database server can show."""

from __future__ import annotations

import pytest
from django.db import connection

from evaluations import lifecycle, results
from evaluations.addresses import address_of
from evaluations.core.outcome import FoldOutcome
from evaluations.models import Evaluation, FoldResult
from evaluations.services import Question, push
from portfolio.services import publish
from projects.errors import FirstfitError, QuotaReached
from projects.models import Dataset, Learner, Project
from tests.crowd import at_once
from tests.factories import FLOWERS, FOREST, make_evaluation, make_project, upload

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="make test-postgres runs these"),
]


def push_flowers(owner: Learner, *, script: str | None = None, **asked) -> Evaluation:
    source = upload(script, "forest.py") if script else None
    return push(owner=owner, data=upload(FLOWERS), script=source, asked=Question(target="species", **asked))


def test_the_same_push_eight_times_makes_one_of_everything(alice):
    answers = at_once(*[lambda: push_flowers(alice)] * 8)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Dataset.objects.count() == Project.objects.count() == Evaluation.objects.count() == 1
    assert Evaluation.objects.get().launches == 1


def test_a_quota_holds_against_a_crowd(alice, settings):
    allowed = settings.LIMITS.active_evaluations_per_learner
    calls = [lambda n=n: push_flowers(alice, title=f"Project {n}") for n in range(allowed + 3)]
    answers = at_once(*calls)
    assert sum(isinstance(answer, Evaluation) for answer in answers) == allowed
    assert sum(isinstance(answer, QuotaReached) for answer in answers) == 3
    assert Evaluation.objects.active().count() == allowed


def test_two_workers_that_measured_the_same_fold_leave_one_result(alice):
    evaluation = make_evaluation(make_project(alice), status="running", launches=1)
    outcome = FoldOutcome(ok=True, scores={"accuracy": 0.5})
    address = address_of(evaluation)
    answers = at_once(*[lambda: results.store(address, "baseline", "b" * 64, 0, outcome)] * 6)
    assert answers == [None] * 6
    assert FoldResult.objects.count() == 1


def test_of_many_ends_one_counts(alice):
    evaluation = make_evaluation(make_project(alice), status="running", launches=1)
    pk = evaluation.pk
    answers = at_once(
        *[lambda: lifecycle.succeed(pk, 1, report={"best": "baseline"}, environment={})] * 3,
        *[lambda: lifecycle.cancel(pk)] * 3,
    )
    assert sorted(answers, key=str) == [False] * 5 + [True]


def test_launches_are_numbered_once_among_several_sweeps(alice):
    evaluation = make_evaluation(make_project(alice), status="running", launches=1)
    answers = at_once(*[lambda: lifecycle.new_launch(Evaluation.objects.get(pk=evaluation.pk))] * 6)
    numbers = [number for number in answers if number is not None]
    assert len(numbers) == len(set(numbers))
    assert Evaluation.objects.get().launches == max(numbers)


def test_pushing_and_publishing_cross_each_other_without_a_deadlock(alice):
    first = push_flowers(alice, script=FOREST)
    lifecycle.begin(first.pk, 1)
    lifecycle.succeed(first.pk, 1, report={"best": "baseline"}, environment={})
    project = first.project
    Evaluation.objects.filter(pk=first.pk).update(plan={"digests": {"baseline": "b" * 64}})

    def push_again() -> None:
        evaluation = push_flowers(alice, script=FOREST, publish_as="public")
        Evaluation.objects.filter(pk=evaluation.pk).update(plan={"digests": {"baseline": "b" * 64}})
        lifecycle.succeed(evaluation.pk, evaluation.launches + 1, report={"best": "baseline"}, environment={})

    for _ in range(6):
        answers = at_once(push_again, push_again, *[lambda: publish(project=project)] * 2)
        broken = [a for a in answers if isinstance(a, Exception) and not isinstance(a, FirstfitError)]
        assert not broken, broken
    assert Project.objects.get().visibility == "public"
