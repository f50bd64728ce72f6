"""The lockbox: opened by publishing alone, once a version, and never forgotten."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection

from evaluations import lockbox
from evaluations.models import Evaluation, LockboxOpening
from evaluations.openings import openings_so_far
from portfolio.services import publish, unpublish
from projects.models import Project
from projects.services import delete_project
from tests.crowd import at_once
from tests.factories import make_evaluation, make_project
from tests.portfolio.test_services import MANY_ROWS

pytestmark = pytest.mark.django_db


def test_it_outlives_the_project_and_counts_after_the_same_bytes_come_again(alice):
    project = make_project(alice, csv=MANY_ROWS)
    make_evaluation(project)
    publish(project=project)
    dataset = project.dataset_version.dataset
    delete_project(project)
    dataset.delete()
    assert LockboxOpening.objects.get().evaluation is None
    again = make_project(alice, csv=MANY_ROWS)
    evaluation = make_evaluation(again)
    publish(project=again)
    assert openings_so_far(evaluation) == 2


def test_another_metric_opens_the_same_rows_and_is_counted_with_them(alice):
    first, second = (
        make_project(alice, csv=MANY_ROWS),
        make_project(alice, csv=MANY_ROWS, title="Another metric"),
    )
    Project.objects.filter(pk=second.pk).update(protocol_digest="f" * 64)
    for project in (first, second):
        project.refresh_from_db()
        make_evaluation(project)
        publish(project=project)
    assert openings_so_far(second.evaluations.get()) == 2


def test_somebody_elses_openings_are_theirs(alice, bob):
    for learner in (alice, bob):
        project = make_project(learner, csv=MANY_ROWS)
        make_evaluation(project)
        publish(project=project)
    assert openings_so_far(project.evaluations.get()) == 1


def test_unpublishing_and_publishing_again_opens_nothing_anew(alice):
    project = make_project(alice, csv=MANY_ROWS)
    make_evaluation(project)
    publish(project=project)
    unpublish(project)
    publish(project=project)
    assert LockboxOpening.objects.count() == 1


def test_an_opening_whose_project_is_gone_ends_quietly(alice):
    project = make_project(alice, csv=MANY_ROWS)
    make_evaluation(project)
    publish(project=project)
    delete_project(project)
    opening = LockboxOpening.objects.get()
    lockbox.open_lockbox(opening.pk)
    opening.refresh_from_db()
    assert (opening.status, opening.reason["code"]) == ("failed", "deleted")


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_open_it_once(alice):
    project = make_project(alice, csv=MANY_ROWS)
    evaluation = make_evaluation(project)
    # Both were read before either was written.
    stale = [Evaluation.objects.get(pk=evaluation.pk) for _ in range(2)]
    answers = at_once(*[partial(publish, project=project, evaluation=each) for each in stale])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert connection.vendor in ("sqlite", "postgresql")
    assert LockboxOpening.objects.count() == 1
    assert Evaluation.objects.get().published_version == 1
