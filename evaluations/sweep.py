"""Launches again whatever has no live heartbeat: the database is the truth, the queue only a messenger.

While its tasks may still be waiting behind others an evaluation is given more time: a second launch
would only send it to the end of the queue. Not where it is known that nothing of it waits: the broker has
lost what it held, or evaluations that were sent later have begun, and beginnings are served in turn.
"""

from __future__ import annotations

from datetime import timedelta

from celery import current_app
from django.conf import settings

from evaluations import broker_mark, launch, lifecycle
from evaluations.core.reason import Reason
from evaluations.models import Evaluation, HonestyTest, LockboxOpening
from evaluations.querysets import EvaluationQuerySet, silent_for

GAVE_UP = Reason(
    code="platform_fault",
    message="Our workers stopped in the middle of this evaluation, again and again.",
    hint="This is our fault and does not count as a try. Start it again in a while.",
    platform_fault=True,
)


def queue_is_empty() -> bool:
    """True when no message waits in the broker; whatever is silent then is lost, not waiting."""
    return launch.messages_in(current_app.conf.task_default_queue) == 0


def endured_silence() -> timedelta:
    limits = settings.LIMITS
    return timedelta(seconds=limits.stale_seconds if queue_is_empty() else limits.stale_in_queue_seconds)


def sweep() -> int:
    """Launch silent evaluations, lockbox openings and honesty tests again; the number of them."""
    if broker_mark.is_missing():
        number = launch_everything()
        broker_mark.put()  # after it: who dies in between leaves it to the next sweep
        return number
    endured = endured_silence()
    silent = list(find_silent(endured).order_by("created_at")[:200])
    for evaluation in silent:
        if is_hopeless(evaluation):
            lifecycle.fail(evaluation.pk, evaluation.launches, GAVE_UP)
        else:
            launch.launch(evaluation)
    return len(silent) + sweep_lockboxes(endured) + sweep_honesty_tests(endured)


def launch_everything() -> int:
    """What was sent is gone, and what a worker still holds cannot be counted to its end any more."""
    active = list(Evaluation.objects.active().order_by("created_at"))
    for evaluation in active:
        launch.launch(evaluation)
    return len(active) + sweep_lockboxes(timedelta()) + sweep_honesty_tests(timedelta())


def find_silent(endured: timedelta) -> EvaluationQuerySet:
    stale = timedelta(seconds=settings.LIMITS.stale_seconds)
    overtaken = Evaluation.objects.without_life_sign_for(stale).overtaken()
    return Evaluation.objects.without_life_sign_for(endured) | overtaken


def is_hopeless(evaluation: Evaluation) -> bool:
    """Workers took it and went silent, again and again. One that nobody took yet may wait for ever."""
    taken = evaluation.status == Evaluation.Status.RUNNING
    return taken and evaluation.launches >= settings.LIMITS.launches_max


def sweep_lockboxes(endured: timedelta) -> int:
    opening = LockboxOpening.objects.filter(status=LockboxOpening.Status.OPENING)
    silent = list(opening.filter(silent_for(endured)))
    for row in silent:
        launch.launch_lockbox(row)
    return len(silent)


def sweep_honesty_tests(endured: timedelta) -> int:
    testing = HonestyTest.objects.filter(state=HonestyTest.State.TESTING)
    silent = list(testing.filter(silent_for(endured)).defer("trials"))
    for row in silent:
        launch.launch_honesty(row)
    return len(silent)
