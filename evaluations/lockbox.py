"""Opening the lockbox, once: the only place where its rows are ever scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from evaluations import children
from evaluations.core.contract import FrameReader, Job, PipelineFrame
from evaluations.core.lockbox_score import score_lockbox
from evaluations.core.reason import Reason
from evaluations.measurement import SCRIPT, Measurement, measurement_of, source_of
from evaluations.models import Evaluation, LockboxOpening
from evaluations.signals import evaluation_amended
from evaluations.summary import keep_card

Status = LockboxOpening.Status
GAVE_UP = Reason(
    "platform_fault",
    "Our workers stopped while they opened the lockbox, again and again.",
    "This is our fault. The cross-validated score stands.",
    platform_fault=True,
)


DELETED = Reason("deleted", "The project was deleted before its lockbox could be scored.", "")


def open_lockbox(opening_id: int) -> None:
    """Fit the pipeline on all other rows, score it on the lockbox rows, and keep the score for good.

    A fault of ours leaves it as it is, and the sweep sends it again, a few times.
    """
    opening = take(opening_id)
    if opening is None:
        return
    if opening.evaluation is None:
        settle(opening_id, Status.FAILED, reason=asdict(DELETED))
        return
    if opening.launches > settings.LIMITS.launches_max:
        settle(opening_id, Status.FAILED, reason=asdict(GAVE_UP))
        return
    measurement = measurement_of(opening.evaluation)
    frame, reason = fit(opening, opening.evaluation, measurement, beat_for(opening_id))
    if reason is not None and not reason.platform_fault:
        settle(opening_id, Status.FAILED, reason=asdict(reason))
    elif frame is not None:
        rows = measurement.split.lockbox
        parts = None if measurement.parts is None else measurement.parts[rows]
        scores = score_lockbox(measurement.protocol, measurement.y[rows], frame, parts)
        settle(opening_id, Status.OPENED, scores=scores)


def take(opening_id: int) -> LockboxOpening | None:
    """The opening, counted as launched once more; None when it is settled already."""
    waiting = LockboxOpening.objects.filter(pk=opening_id, status=Status.OPENING)
    if not waiting.update(launches=F("launches") + 1, heartbeat_at=Now()):
        return None
    related = ("evaluation__project", "evaluation__dataset_version", "evaluation__script")
    return LockboxOpening.objects.select_related(*related).get(pk=opening_id)


def fit(
    opening: LockboxOpening, evaluation: Evaluation, measurement: Measurement, beat: Callable[[], None]
) -> tuple[PipelineFrame | None, Reason | None]:
    """(the predictions, None) or (None, why there are none)."""
    if opening.pipeline == SCRIPT:
        run = children.run_script(measurement.lockbox_job((), source_of(evaluation)), beat)
        return (run.frame, None) if run.reason is None else (None, run.reason)
    return fit_standard(measurement.lockbox_job((opening.pipeline,)), beat)


def fit_standard(job: Job, beat: Callable[[], None]) -> tuple[PipelineFrame | None, Reason | None]:
    reader = FrameReader(job.test.n_rows, len(job.protocol.classes))
    frames: list[PipelineFrame] = []
    outcome = children.run_standard(job, lambda chunk: frames.extend(reader.feed(chunk)), beat)
    if frames and frames[0].ok:
        return frames[0], None
    ours = outcome.kind in ("ok", "crash")
    return None, Reason(outcome.kind, outcome.message or "It gave no predictions.", platform_fault=ours)


def beat_for(opening_id: int) -> Callable[[], None]:
    def beat() -> None:
        LockboxOpening.objects.filter(pk=opening_id).update(heartbeat_at=Now())

    return beat


def settle(opening_id: int, status: str, **fields: object) -> None:
    """opening -> opened | failed, once: whoever comes second changes nothing."""
    with transaction.atomic():
        waiting = {"pk": opening_id, "status": Status.OPENING}
        if LockboxOpening.objects.filter(**waiting).update(status=status, **fields):
            opened = Evaluation.objects.filter(lockbox_opening=opening_id)  # none if it was deleted
            for evaluation_id in opened.values_list("pk", flat=True):
                keep_card(evaluation_id)
            evaluation_amended.send(sender=LockboxOpening)
