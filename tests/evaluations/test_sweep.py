from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations import lifecycle
from evaluations.models import Evaluation, LockboxOpening
from evaluations.sweep import is_first_lately, sweep
from tests.factories import make_evaluation, make_project


@pytest.fixture
def project(alice):
    return make_project(alice)


@pytest.fixture
def limits(settings):
    return settings.LIMITS


def silent(project, seconds, status="running", **fields):
    evaluation = make_evaluation(project, status=status, launches=1, **fields)
    moment = timezone.now() - timedelta(seconds=seconds)
    Evaluation.objects.filter(pk=evaluation.pk).update(heartbeat_at=moment, created_at=moment)
    return evaluation


def run(django_capture_on_commit_callbacks) -> int:
    with django_capture_on_commit_callbacks(execute=True):
        return sweep()


def test_a_silent_evaluation_is_launched_again_with_the_next_number(
    project, limits, sent, django_capture_on_commit_callbacks
):
    evaluation = silent(project, limits.stale_seconds + 1)
    assert run(django_capture_on_commit_callbacks) == 1
    assert sent() == [("evaluations.start", str(evaluation.pk), 2)]


def test_one_that_shows_life_is_left_alone(project, limits, sent, django_capture_on_commit_callbacks):
    silent(project, limits.stale_seconds - 10)
    assert run(django_capture_on_commit_callbacks) == 0
    assert sent() == []


def test_silence_is_told_by_the_databases_clock(project, limits, monkeypatch):
    evaluation = make_evaluation(project, status="running", launches=1)
    wrong = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: wrong)  # this machine's clock
    lifecycle.beat(evaluation.pk, 1)
    assert sweep() == 0
    evaluation.refresh_from_db()
    assert abs((wrong - evaluation.heartbeat_at) - timedelta(days=1)) < timedelta(minutes=1)


def test_a_lockbox_that_nobody_opens_is_sent_again(project, limits, sent, django_capture_on_commit_callbacks):
    evaluation = make_evaluation(project, status="succeeded")
    opening = LockboxOpening.objects.create(evaluation=evaluation, learner=project.owner, pipeline="baseline")
    assert run(django_capture_on_commit_callbacks) == 0
    long_ago = timezone.now() - timedelta(seconds=limits.stale_seconds + 1)
    LockboxOpening.objects.update(created_at=long_ago)
    assert run(django_capture_on_commit_callbacks) == 1
    assert sent() == [("evaluations.open_lockbox", opening.pk)]
    LockboxOpening.objects.update(status="opened")
    assert run(django_capture_on_commit_callbacks) == 0


@pytest.mark.parametrize("status", ["succeeded", "failed", "cancelled"])
def test_one_that_has_ended_is_left_alone(project, status, sent, django_capture_on_commit_callbacks):
    silent(project, 100_000, status=status)
    assert run(django_capture_on_commit_callbacks) == 0


def test_one_that_was_never_sent_is_sent(project, limits, sent, django_capture_on_commit_callbacks):
    evaluation = make_evaluation(project, status="queued")
    long_ago = timezone.now() - timedelta(seconds=limits.stale_seconds + 1)
    Evaluation.objects.filter(pk=evaluation.pk).update(created_at=long_ago)
    assert run(django_capture_on_commit_callbacks) == 1
    assert sent() == [("evaluations.start", str(evaluation.pk), 1)]


def test_a_queue_that_cannot_be_asked_is_trusted_until_it_is_empty(
    project, limits, sent, django_capture_on_commit_callbacks
):
    silent(project, limits.stale_seconds + 1)
    run(django_capture_on_commit_callbacks)
    silent(project, 100_000)  # behind the first one's message, for all that is known of this kind of broker
    assert run(django_capture_on_commit_callbacks) == 0
    sent()
    assert run(django_capture_on_commit_callbacks) == 1


def test_a_life_sign_between_the_look_and_the_launch_counts(project, limits):
    evaluation = silent(project, limits.stale_seconds + 1)
    evaluation.refresh_from_db()
    lifecycle.beat(evaluation.pk, 1)
    assert lifecycle.new_launch(evaluation, silent=True) is None
    evaluation.refresh_from_db()
    assert lifecycle.new_launch(evaluation, silent=True) == 2


def test_sweeps_that_piled_up_are_one(project, limits, sent):
    silent(project, limits.stale_seconds + 1)
    assert [is_first_lately("evaluations.sweep") for _ in range(3)] == [True, False, False]
    assert is_first_lately("portfolio.sweep")


def fall_silent(evaluation, seconds):
    moment = timezone.now() - timedelta(seconds=seconds)
    Evaluation.objects.filter(pk=evaluation.pk).update(heartbeat_at=moment)


def test_one_that_dies_every_time_ends_with_our_fault(
    project, limits, sent, django_capture_on_commit_callbacks
):
    evaluation = silent(project, 0)
    for _ in range(limits.launches_max):
        fall_silent(evaluation, limits.stale_seconds + 1)
        sent()
        assert run(django_capture_on_commit_callbacks) == 1
    evaluation.refresh_from_db()
    assert evaluation.status == "failed"
    assert evaluation.reason_code == "platform_fault"
    assert evaluation.reason_is_platform_fault
    assert sent() == []


def test_one_that_goes_on_a_little_with_every_launch_is_not_given_up(
    project, limits, sent, django_capture_on_commit_callbacks
):
    evaluation = silent(project, 0)
    for _ in range(2 * limits.launches_max):
        fall_silent(evaluation, limits.stale_seconds + 1)
        sent()
        run(django_capture_on_commit_callbacks)
        evaluation.refresh_from_db()
        assert evaluation.launches_in_vain == 1
        lifecycle.note_progress(evaluation, evaluation.launches)
    assert evaluation.status == "running"
    assert evaluation.launches == 1 + 2 * limits.launches_max


def test_one_that_no_worker_ever_took_is_never_given_up(
    project, limits, sent, django_capture_on_commit_callbacks
):
    evaluation = silent(project, 0, status="queued")
    for _ in range(limits.launches_max + 3):
        fall_silent(evaluation, limits.stale_seconds + 1)
        sent()
        run(django_capture_on_commit_callbacks)
    evaluation.refresh_from_db()
    assert evaluation.status == "queued"
    assert evaluation.launches_in_vain == 0
    assert len(sent()) == 1
