"""Whose fault it is that a step fails, and how often it is tried again."""

from dataclasses import replace

import pytest
from celery.exceptions import Retry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from evaluations import children, measurement, running, tasks
from evaluations.models import FoldResult
from evaluations.running import TurnOver
from tests.steps import run_to_the_end, start

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]


@pytest.fixture(autouse=True, scope="module")
def stop_children():
    yield
    children.stop_fork_server()


def test_a_fault_of_ours_is_tried_again_and_then_ends_with_the_blame_on_us(alice):
    evaluation = start(alice)
    # The row is there and its bytes are gone: no fault of the learner.
    default_storage.delete(evaluation.dataset_version.storage_name)
    tasks.start.apply(args=(str(evaluation.pk), 1))  # eager: its retries follow at once
    evaluation.refresh_from_db()
    assert evaluation.status == "failed"
    assert evaluation.reason_code == "platform_fault"
    assert evaluation.reason_is_platform_fault
    assert evaluation.platform_faults == 1 + tasks.RETRIES


def test_one_accident_that_meets_many_steps_is_no_end(alice, sent):
    """Each lane finds the store of uploads away: together more often than one step may."""
    evaluation = start(alice)
    running.begin(evaluation.pk, 1)
    stored = default_storage.open(evaluation.dataset_version.storage_name).read()
    default_storage.delete(evaluation.dataset_version.storage_name)
    measurement._load.cache_clear()
    sent()
    for fold in range(2 * tasks.RETRIES):
        step = tasks.measure_fold
        step.push_request(args=(str(evaluation.pk), 1, fold, ["baseline"]), called_directly=False)
        with pytest.raises(Retry):
            step(str(evaluation.pk), 1, fold, ["baseline"])
        step.pop_request()
    assert len(sent()) == 2 * tasks.RETRIES
    default_storage.save(evaluation.dataset_version.storage_name, ContentFile(stored))
    assert run_to_the_end(evaluation).status == "succeeded"


def test_a_task_that_has_held_its_worker_for_long_leaves_the_rest_to_another(alice, settings, sent):
    """It is the same try, however often: slow data are no fault of ours."""
    limits = settings.LIMITS
    settings.LIMITS = replace(limits, fold_wall_seconds=limits.pipeline_wall_seconds)
    evaluation = start(alice)
    running.begin(evaluation.pk, 1)
    evaluation.refresh_from_db()
    codes = list(evaluation.plan["digests"])
    tasks.measure_fold.apply(args=(str(evaluation.pk), 1, 0, codes))  # eager: the next turn follows at once
    assert set(FoldResult.objects.values_list("pipeline", flat=True)) == set(codes)
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.platform_faults) == ("running", 0)
    with pytest.raises(TurnOver):
        running.measure_fold(evaluation.pk, 1, 1, codes)
    assert FoldResult.objects.filter(fold=1).count() == 1


def test_a_fault_of_the_learner_is_not_tried_again(alice, sent):
    evaluation = start(alice, script="def make_model():\n    return 1 / 0\n")
    sent()
    tasks.start.apply(args=(str(evaluation.pk), 1))
    evaluation.refresh_from_db()
    assert evaluation.status == "failed"
    assert not evaluation.reason_is_platform_fault
    assert (evaluation.platform_faults, evaluation.launches) == (0, 1)
    assert sent() == []
