"""Opening the lockbox, once: the only place where its rows are ever scored."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from evaluations import children
from evaluations.core.contract import FrameReader, Job, PipelineFrame
from evaluations.core.lockbox_score import score_lockbox
from evaluations.measurement import SCRIPT, Measurement, measurement_of, source_of
from evaluations.models import LockboxOpening

Status = LockboxOpening.Status


def open_lockbox(opening_id: int) -> None:
    """Fit the pipeline on all other rows, score it on the lockbox rows, and keep the score for good."""
    opening = (
        LockboxOpening.objects.filter(pk=opening_id, status=Status.OPENING)
        .select_related("evaluation__project", "evaluation__dataset_version", "evaluation__script")
        .first()
    )
    if opening is None:
        return
    measurement = measurement_of(opening.evaluation)
    frame, reason = fit(opening, measurement, beat_for(opening_id))
    if frame is None:
        settle(opening_id, Status.FAILED, reason=reason)
        return
    y_true = measurement.y[measurement.split.lockbox]
    settle(opening_id, Status.OPENED, scores=score_lockbox(measurement.protocol, y_true, frame))


def fit(
    opening: LockboxOpening, measurement: Measurement, beat: Callable[[], None]
) -> tuple[PipelineFrame | None, dict | None]:
    """(the predictions, None) or (None, why there are none)."""
    if opening.pipeline == SCRIPT:
        run = children.run_script(measurement.lockbox_job((), source_of(opening.evaluation)), beat)
        return run.frame, run.reason and {"code": run.reason.code, "message": run.reason.message}
    return fit_standard(measurement.lockbox_job((opening.pipeline,)), beat)


def fit_standard(job: Job, beat: Callable[[], None]) -> tuple[PipelineFrame | None, dict | None]:
    reader = FrameReader(job.test.n_rows, len(job.protocol.classes))
    frames: list[PipelineFrame] = []
    outcome = children.run_standard(job, lambda chunk: frames.extend(reader.feed(chunk)), beat)
    if frames and frames[0].ok:
        return frames[0], None
    return None, {"code": outcome.kind, "message": outcome.message}


def beat_for(opening_id: int) -> Callable[[], None]:
    def beat() -> None:
        LockboxOpening.objects.filter(pk=opening_id).update(heartbeat_at=timezone.now())

    return beat


def settle(opening_id: int, status: str, **fields: object) -> None:
    """opening -> opened | failed, once: whoever comes second changes nothing."""
    LockboxOpening.objects.filter(pk=opening_id, status=Status.OPENING).update(status=status, **fields)
