"""The only place that puts work on the queue, always after the commit that made it necessary.

Tasks are named, not imported: the web process never loads what the workers compute with. A broker that
is away costs nothing but time, since the sweep launches again whatever shows no life sign.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from celery import chain, chord, current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from evaluations import lifecycle
from evaluations.models import Evaluation, HonestyTest, LockboxOpening

logger = logging.getLogger(__name__)

# Redis serves low numbers first: what ends an evaluation, then what begins one (else a report would wait
# behind everybody's forests), then folds: by the level of their learner, cheap models before dear ones.
FIRST, SOON, FOLDS, LAST = 0, 1, 2, 9
STEPS = ("evaluations.start", "evaluations.measure_fold", "evaluations.finish")
PRIORITY = {"evaluations.start": SOON, "evaluations.test_honesty": LAST}


def launch(evaluation: Evaluation, *, silent: bool = False) -> None:
    """Send the evaluation to the workers once the current transaction is committed.

    ``silent``: because it has shown no life; nothing is sent when it has shown some since it was read.
    """
    number = lifecycle.new_launch(evaluation, silent=silent)
    if number is not None:
        transaction.on_commit(lambda: send("evaluations.start", str(evaluation.pk), number))


@dataclass(frozen=True)
class Batch:
    """What one task measures: some pipelines on one fold."""

    fold: int
    pipelines: tuple[str, ...]
    is_light: bool


def launch_folds(evaluation_id: uuid.UUID, number: int, batches: Sequence[Batch], level: int) -> None:
    """One task for each batch, about in this order, and the finishing callback after all.

    The tasks stand in a few lanes, and in each the end of one sends the next: however large an evaluation
    is, only so many of its tasks wait in the queue before somebody else's.
    """
    launched = (str(evaluation_id), number)
    tasks = [
        current_app.signature(
            "evaluations.measure_fold",
            args=(*launched, batch.fold, list(batch.pipelines)),
            immutable=True,
            priority=fold_priority(level, is_light=batch.is_light),
        )
        for batch in batches
    ]
    lanes = min(settings.LIMITS.lanes_per_evaluation, len(tasks))
    finish = current_app.signature("evaluations.finish", args=launched, immutable=True, priority=FIRST)
    chord([chain(*tasks[lane::lanes]) for lane in range(lanes)])(finish)


def fold_priority(level: int, *, is_light: bool) -> int:
    return FOLDS + 2 * level + (not is_light)


def at_level(priority: int, level: int) -> int:
    """A fold's priority, at another level of its learner."""
    return fold_priority(level, is_light=(priority - FOLDS) % 2 == 0)


def launch_lockbox(opening: LockboxOpening) -> None:
    transaction.on_commit(lambda: send("evaluations.open_lockbox", opening.pk))


def launch_honesty(test: HonestyTest) -> None:
    """Experiments come after everybody's scores."""
    number = test.slice
    transaction.on_commit(lambda: send("evaluations.test_honesty", test.pk, number))


def messages_in(queue: str) -> int | None:
    """How many messages wait there; None while the broker is away."""
    try:
        with current_app.connection_for_read() as connection:
            declared = connection.default_channel.queue_declare(queue, passive=False, durable=True)
            return int(declared.message_count)
    except OperationalError as error:
        logger.warning("the broker is away: %s", error)
        return None


def send(task: str, *args: object) -> None:
    try:
        # Nobody reads the result: without this a result store that is away would hold up the request.
        current_app.send_task(task, args=args, ignore_result=True, priority=PRIORITY.get(task, FIRST))
    except OperationalError as error:
        logger.warning("the broker is away, the sweep will send %s again: %s", task, error)
