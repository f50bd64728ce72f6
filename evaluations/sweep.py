"""Launches again whatever has no live heartbeat: the database is the truth, the queue only a messenger.

Silent is also who waits behind others: a second launch would only be sent to the end of the queue. So the
broker is asked what it still holds, and launched again is what is silent and has nothing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from redis.exceptions import RedisError

from evaluations import broker_mark, launch, lifecycle, messages
from evaluations.core.reason import Reason
from evaluations.models import Evaluation, HonestyTest, LockboxOpening
from evaluations.querysets import silent_for

Launched = Evaluation | LockboxOpening | HonestyTest
READ = ("status", "launches", "launches_in_vain", "heartbeat_at")  # plans and reports are long

GAVE_UP = Reason(
    code="platform_fault",
    message="Our workers stopped in the middle of this evaluation, again and again.",
    hint="This is our fault and does not count as a try. Start it again in a while.",
    platform_fault=True,
)


def is_first_lately(task: str) -> bool:
    """False for all but one of the sweeps that have piled up behind busy workers.

    They carry no time of expiry: a worker whose clock goes wrong would throw all of them away.
    """
    seconds = max(1, settings.LIMITS.sweep_every_seconds // 2)
    try:
        return cache.add(f"firstfit.swept.{task}", 1, timeout=seconds)
    except RedisError:
        return True


def sweep() -> int:
    """Launch silent evaluations, lockbox openings and honesty tests again; the number of them."""
    if broker_mark.is_missing():
        number = launch_everything()
        broker_mark.put()  # after it: who dies in between leaves it to the next sweep
        return number
    silence = timedelta(seconds=settings.LIMITS.stale_seconds)
    evaluations = Evaluation.objects.without_life_sign_for(silence).order_by("created_at")
    silent: list[Launched] = [
        *evaluations.only(*READ),
        *openings_silent_for(silence),
        *tests_silent_for(silence),
    ]
    lost = find_lost(silent, silence) if silent else []
    for row in lost:
        launch_again(row)
    return len(lost)


def launch_everything() -> int:
    """What was sent is gone, and what a worker still holds cannot be counted to its end any more."""
    active = list(Evaluation.objects.active().order_by("created_at").only(*READ))
    for evaluation in active:
        launch.launch(evaluation)
    others: list[Launched] = [*openings_silent_for(timedelta()), *tests_silent_for(timedelta())]
    for row in others:
        launch_again(row)
    return len(active) + len(others)


def find_lost(silent: Sequence[Launched], silence: timedelta) -> list[Launched]:
    """Those of which no message waits. Where that cannot be known: all, once the whole queue is empty."""
    queue = current_app.conf.task_default_queue
    held = messages.read_held(queue, silence)
    if held is None:
        return list(silent) if launch.messages_in(queue) == 0 else []
    return [row for row in silent if held.isdisjoint(messages_of(row))]


def messages_of(row: Launched) -> set[tuple[object, ...]]:
    """What the row's message may look like while it waits."""
    if isinstance(row, Evaluation):
        return {(step, str(row.pk), row.launches) for step in launch.STEPS}
    if isinstance(row, HonestyTest):
        return {("evaluations.test_honesty", row.pk, row.slice)}
    return {("evaluations.open_lockbox", row.pk)}


def launch_again(row: Launched) -> None:
    if isinstance(row, HonestyTest):
        launch.launch_honesty(row)
    elif isinstance(row, LockboxOpening):
        launch.launch_lockbox(row)
    elif is_hopeless(row):
        lifecycle.fail(row.pk, row.launches, GAVE_UP)
    else:
        launch.launch(row, silent=True)


def is_hopeless(evaluation: Evaluation) -> bool:
    """Workers took it and went silent, again and again, and nothing new was measured meanwhile."""
    taken = evaluation.status == Evaluation.Status.RUNNING
    return taken and evaluation.launches_in_vain + 1 >= settings.LIMITS.launches_max


def openings_silent_for(silence: timedelta) -> QuerySet[LockboxOpening]:
    return LockboxOpening.objects.filter(silent_for(silence), status=LockboxOpening.Status.OPENING)


def tests_silent_for(silence: timedelta) -> QuerySet[HonestyTest]:
    return HonestyTest.objects.filter(silent_for(silence), state=HonestyTest.State.TESTING).defer("trials")
