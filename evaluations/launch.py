"""The only place that puts work on the queue, always after the commit that made it necessary.

Tasks are named, not imported: the web process never loads what the workers compute with. A broker that
is away costs nothing but time, since the sweep launches again whatever shows no life sign.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence

from celery import chord, current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from evaluations import lifecycle
from evaluations.models import Evaluation, LockboxOpening

logger = logging.getLogger(__name__)


def launch(evaluation: Evaluation) -> None:
    """Send the evaluation to the workers once the current transaction is committed."""
    number = lifecycle.new_launch(evaluation)
    if number is not None:
        transaction.on_commit(lambda: send("evaluations.start", str(evaluation.pk), number))


def launch_folds(evaluation_id: uuid.UUID, number: int, batches: Sequence[tuple[int, Sequence[str]]]) -> None:
    """One task for each (fold, pipelines) batch, in this order, and the finishing callback after all."""
    app = current_app
    header = [
        app.signature("evaluations.measure_fold", args=(str(evaluation_id), number, fold, list(pipelines)))
        for fold, pipelines in batches
    ]
    chord(header)(app.signature("evaluations.finish", args=(str(evaluation_id), number), immutable=True))


def launch_finish(evaluation_id: uuid.UUID, number: int) -> None:
    send("evaluations.finish", str(evaluation_id), number)


def launch_lockbox(opening: LockboxOpening) -> None:
    transaction.on_commit(lambda: send("evaluations.open_lockbox", opening.pk))


def send(task: str, *args: object) -> None:
    try:
        # Nobody reads the result: without this a result store that is away would hold up the request.
        current_app.send_task(task, args=args, ignore_result=True)
    except OperationalError as error:
        logger.warning("the broker is away, the sweep will send %s again: %s", task, error)
