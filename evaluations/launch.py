"""The only place that puts work on the queue, always after the commit that made it necessary.

Tasks are named, not imported: the web process never loads what the workers compute with. A broker that
is away costs nothing but time, since the sweep launches again whatever shows no life sign.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from celery import chord, current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from evaluations import lifecycle
from evaluations.models import Evaluation, LockboxOpening

logger = logging.getLogger(__name__)

# Redis serves low numbers first: what ends an evaluation, then what begins one, then cheap models before
# dear ones. Else a report would wait behind everybody's forests.
FIRST, SOON, LIGHT, HEAVY = 0, 3, 6, 9
PRIORITY = {"evaluations.start": SOON}


def launch(evaluation: Evaluation) -> None:
    """Send the evaluation to the workers once the current transaction is committed."""
    number = lifecycle.new_launch(evaluation)
    if number is not None:
        transaction.on_commit(lambda: send("evaluations.start", str(evaluation.pk), number))


@dataclass(frozen=True)
class Batch:
    """What one task measures: some pipelines on one fold."""

    fold: int
    pipelines: tuple[str, ...]
    is_light: bool


def launch_folds(evaluation_id: uuid.UUID, number: int, batches: Sequence[Batch]) -> None:
    """One task for each batch, in this order, and the finishing callback after all."""
    launched = (str(evaluation_id), number)
    header = [
        current_app.signature(
            "evaluations.measure_fold",
            args=(*launched, batch.fold, list(batch.pipelines)),
            priority=LIGHT if batch.is_light else HEAVY,
        )
        for batch in batches
    ]
    finish = current_app.signature("evaluations.finish", args=launched, immutable=True, priority=FIRST)
    chord(header)(finish)


def launch_finish(evaluation_id: uuid.UUID, number: int) -> None:
    send("evaluations.finish", str(evaluation_id), number)


def launch_lockbox(opening: LockboxOpening) -> None:
    transaction.on_commit(lambda: send("evaluations.open_lockbox", opening.pk))


def send(task: str, *args: object) -> None:
    try:
        # Nobody reads the result: without this a result store that is away would hold up the request.
        current_app.send_task(task, args=args, ignore_result=True, priority=PRIORITY.get(task, FIRST))
    except OperationalError as error:
        logger.warning("the broker is away, the sweep will send %s again: %s", task, error)
