"""The only writer of an evaluation's status.

    queued -> running -> succeeded | failed | cancelled
    queued -> failed | cancelled

Every move is one conditional update: whoever comes second changes nothing and hears so. A *launch* is
one sending of an evaluation to the workers; tasks carry its number, and those of an older launch find
that they have nothing to say any more. That makes duplicate deliveries and restarts harmless. Life signs are
told by the database's clock: that of a worker machine may be wrong.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from evaluations.core.reason import Reason
from evaluations.models import Evaluation
from evaluations.signals import evaluation_ended, evaluation_succeeded

Status, Stage = Evaluation.Status, Evaluation.Stage


class Superseded(Exception):
    """This launch of the evaluation is over: cancelled, ended, or launched again."""


def _current(evaluation_id: uuid.UUID, launch: int) -> Any:
    return Evaluation.objects.active().filter(pk=evaluation_id, launches=launch)


def new_launch(evaluation: Evaluation, *, silent: bool = False) -> int | None:
    """Number the next launch, or None when the evaluation has ended or somebody else was faster.

    ``silent``: it was sent before and shows no life; so not when it has shown some meanwhile.
    """
    seen, current = evaluation.launches, _current(evaluation.pk, evaluation.launches)
    changes: dict[str, Any] = {"launches": F("launches") + 1, "heartbeat_at": Now()}
    if silent:
        last = Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lte=evaluation.heartbeat_at or timezone.now())
        current = current.filter(last)
    if silent and evaluation.status == Status.RUNNING:  # who was never begun may wait for ever
        changes["launches_in_vain"] = F("launches_in_vain") + 1
    return seen + 1 if current.update(**changes) else None


def begin(evaluation_id: uuid.UUID, launch: int) -> Evaluation:
    """queued or running -> running. Raise ``Superseded`` when this launch is not the current one."""
    if not _current(evaluation_id, launch).update(
        status=Status.RUNNING, stage=Stage.READING, heartbeat_at=Now(), started_at=timezone.now()
    ):
        raise Superseded
    return Evaluation.objects.select_related("project", "dataset_version", "script").get(pk=evaluation_id)


def advance(evaluation_id: uuid.UUID, launch: int, stage: str, **fields: object) -> None:
    """Show the next stage. Raise ``Superseded`` when this launch is not the current one."""
    if not _current(evaluation_id, launch).update(stage=stage, heartbeat_at=Now(), **fields):
        raise Superseded


def beat(evaluation_id: uuid.UUID, launch: int) -> None:
    """A life sign. Raise ``Superseded`` when this launch is not the current one."""
    if not _current(evaluation_id, launch).update(heartbeat_at=Now()):
        raise Superseded


def note_progress(evaluation: Evaluation, launch: int) -> None:
    """Something new was measured: the launches that led here were not in vain."""
    if evaluation.launches_in_vain:
        _current(evaluation.pk, launch).update(launches_in_vain=0)
        evaluation.launches_in_vain = 0


def succeed(evaluation_id: uuid.UUID, launch: int, *, report: Mapping, environment: Mapping) -> bool:
    """running -> succeeded, and whoever listens writes in the same transaction."""
    with transaction.atomic():
        moved = _current(evaluation_id, launch).update(
            status=Status.SUCCEEDED,
            stage=Stage.DONE,
            report=report,
            environment=environment,
            finished_at=timezone.now(),
        )
        if moved:
            evaluation = Evaluation.objects.select_related("project__owner").get(pk=evaluation_id)
            evaluation_ended.send(sender=Evaluation, evaluation=evaluation)
            evaluation_succeeded.send(sender=Evaluation, evaluation=evaluation)
    return bool(moved)


def fail(evaluation_id: uuid.UUID, launch: int | None, reason: Reason) -> bool:
    """queued or running -> failed. ``launch`` None: whatever launch is current."""
    active = Evaluation.objects.active().filter(pk=evaluation_id)
    current = active if launch is None else active.filter(launches=launch)
    return end_without_scores(
        evaluation_id,
        current,
        status=Status.FAILED,
        reason_code=reason.code,
        reason_message=reason.message,
        reason_hint=reason.hint,
        reason_line=reason.line,
        reason_is_platform_fault=reason.platform_fault,
    )


def cancel(evaluation_id: uuid.UUID) -> bool:
    """queued or running -> cancelled. Workers notice at their next life sign."""
    return end_without_scores(
        evaluation_id,
        Evaluation.objects.active().filter(pk=evaluation_id),
        status=Status.CANCELLED,
        reason_code="cancelled",
        reason_message="You cancelled this evaluation.",
        reason_hint="Start it again whenever you like: what was measured is kept.",
    )


def end_without_scores(evaluation_id: uuid.UUID, current: Any, **fields: object) -> bool:
    """Move it, and whoever listens writes in the same transaction. False when somebody was faster."""
    with transaction.atomic(savepoint=False):
        if not current.update(**fields, finished_at=timezone.now()):
            return False
        evaluation = Evaluation.objects.select_related("project__owner").get(pk=evaluation_id)
        evaluation_ended.send(sender=Evaluation, evaluation=evaluation)
    return True


def count_platform_fault(evaluation_id: uuid.UUID, launch: int) -> int:
    """How often the platform failed this evaluation, this time included; 0 when the launch is over."""
    if not _current(evaluation_id, launch).update(platform_faults=F("platform_faults") + 1):
        return 0
    return Evaluation.objects.values_list("platform_faults", flat=True).get(pk=evaluation_id)
