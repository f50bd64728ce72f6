import pytest

from evaluations import lifecycle
from evaluations.core.reason import Reason
from evaluations.lifecycle import Superseded
from evaluations.models import Evaluation
from evaluations.signals import evaluation_succeeded
from tests.factories import make_evaluation, make_project

REASON = Reason("time_limit", "Stopped after 60 seconds.", "Try fewer trees.", line=3)
STATES = ["queued", "running", "succeeded", "failed", "cancelled"]
ACTIVE = {"queued", "running"}


@pytest.fixture
def project(alice):
    return make_project(alice)


def in_state(project, status, launches=1):
    return make_evaluation(project, status=status, launches=launches)


def begin(evaluation):
    lifecycle.begin(evaluation.pk, 1)


def advance(evaluation):
    lifecycle.advance(evaluation.pk, 1, "measuring")


def beat(evaluation):
    lifecycle.beat(evaluation.pk, 1)


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("step", [begin, advance, beat])
def test_a_worker_step_is_allowed_only_while_the_evaluation_is_active(project, status, step):
    evaluation = in_state(project, status)
    if status in ACTIVE:
        step(evaluation)
        return
    with pytest.raises(Superseded):
        step(evaluation)
    evaluation.refresh_from_db()
    assert evaluation.status == status


@pytest.mark.parametrize("step", [begin, advance, beat])
def test_a_step_of_an_older_launch_hears_that_it_is_over(project, step):
    evaluation = in_state(project, "running", launches=2)
    with pytest.raises(Superseded):
        step(evaluation)


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize(
    ("move", "ends_as"),
    [
        (lambda pk: lifecycle.succeed(pk, 1, report={"best": "ridge"}, environment={}), "succeeded"),
        (lambda pk: lifecycle.fail(pk, 1, REASON), "failed"),
        (lambda pk: lifecycle.fail(pk, None, REASON), "failed"),
        (lambda pk: lifecycle.cancel(pk), "cancelled"),
    ],
)
def test_a_final_state_is_reached_once_and_never_left(project, status, move, ends_as):
    evaluation = in_state(project, status)
    moved = move(evaluation.pk)
    evaluation.refresh_from_db()
    assert moved is (status in ACTIVE)
    assert evaluation.status == (ends_as if status in ACTIVE else status)


def test_a_failure_keeps_its_reason_whole(project):
    evaluation = in_state(project, "running")
    lifecycle.fail(evaluation.pk, 1, REASON)
    evaluation.refresh_from_db()
    assert evaluation.reason_code == "time_limit"
    assert evaluation.reason_message == "Stopped after 60 seconds."
    assert evaluation.reason_hint == "Try fewer trees."
    assert evaluation.reason_line == 3
    assert not evaluation.reason_is_platform_fault
    assert evaluation.finished_at is not None


def test_a_launch_is_numbered_once_even_when_two_ask_at_the_same_time(project):
    first = in_state(project, "queued", launches=0)
    second = Evaluation.objects.get(pk=first.pk)
    assert lifecycle.new_launch(first) == 1
    assert lifecycle.new_launch(second) is None
    first.refresh_from_db()
    assert first.launches == 1


def test_an_ended_evaluation_is_not_launched_again(project):
    assert lifecycle.new_launch(in_state(project, "cancelled")) is None


def test_success_is_lost_when_a_listener_fails(project):
    evaluation = in_state(project, "running")

    def break_it(**kwargs):
        raise RuntimeError("no")

    evaluation_succeeded.connect(break_it)
    try:
        with pytest.raises(RuntimeError):
            lifecycle.succeed(evaluation.pk, 1, report={}, environment={})
    finally:
        evaluation_succeeded.disconnect(break_it)
    evaluation.refresh_from_db()
    assert evaluation.status == "running"


def test_platform_faults_are_counted_for_the_current_launch_only(project):
    evaluation = in_state(project, "running", launches=2)
    assert lifecycle.count_platform_fault(evaluation.pk, 1) == 0
    assert lifecycle.count_platform_fault(evaluation.pk, 2) == 1
    assert lifecycle.count_platform_fault(evaluation.pk, 2) == 2
