"""The steps of an evaluation, as the tasks call them: begin, measure a fold, finish.

Each step may be delivered twice or die half-way: everything it finds out is stored under its content
address at once, and every write to the evaluation is conditional on the launch being the current one.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from evaluations import children, launch, lifecycle, results
from evaluations.addresses import address_of
from evaluations.core.contract import FrameError, FrameReader, Job, PipelineFrame
from evaluations.core.metrics import score_predictions
from evaluations.core.protocol import Protocol
from evaluations.core.report import FoldOutcome, summarise_pipeline
from evaluations.core.scripts import Verdict, explain
from evaluations.lifecycle import Reason, Superseded
from evaluations.measurement import (
    SCRIPT,
    Measurement,
    batches,
    measurement_of,
    pipeline_digests,
    source_of,
)
from evaluations.models import Evaluation, PipelineResult
from evaluations.reporting import write_report
from evaluations.sandbox.outcome import Outcome

Stage = Evaluation.Stage


class PlatformFault(Exception):
    """Something of ours broke. Tried again, and never counted against the learner."""


class PipelineTimeout(Exception):
    """One standard pipeline took longer than any may; the others go on without it."""


def begin(evaluation_id: uuid.UUID, number: int) -> None:
    """Read, rehearse the script, and send out what is not measured yet."""
    evaluation = lifecycle.begin(evaluation_id, number)
    measurement = measurement_of(evaluation)
    input_mode = None
    if evaluation.script is not None:
        lifecycle.advance(evaluation_id, number, Stage.SCRIPT)
        verdict, printed = rehearse(evaluation, measurement, number)
        if verdict.reason is not None:
            lifecycle.advance(evaluation_id, number, Stage.SCRIPT, printed=printed)
            fail_with(evaluation_id, number, verdict)
            return
        input_mode = verdict.input_mode
        lifecycle.advance(evaluation_id, number, Stage.MEASURING, printed=printed)
    digests = pipeline_digests(measurement.protocol, evaluation.script, input_mode)
    plan = {"digests": digests, "folds": measurement.protocol.n_folds, "input_mode": input_mode}
    lifecycle.advance(evaluation_id, number, Stage.MEASURING, plan=plan)
    if number == 1:
        results.forget_failures(address_of(evaluation), digests)
    send_out(evaluation, measurement, digests, number)


def send_out(evaluation: Evaluation, measurement: Measurement, digests: dict[str, str], number: int) -> None:
    """Launch one task for each batch that has no result; straight to the report when none is missing."""
    known = results.found(address_of(evaluation), digests)
    missing = {
        fold: codes
        for fold in range(measurement.protocol.n_folds)
        if (codes := [code for code in digests if (code, fold) not in known])
    }
    if missing:
        show_finished(evaluation, measurement.protocol, digests, list(digests))
        launch.launch_folds(evaluation.pk, number, batches(measurement.protocol, missing))
    else:
        launch.launch_finish(evaluation.pk, number)


def rehearse(evaluation: Evaluation, measurement: Measurement, number: int) -> tuple[Verdict, str]:
    """Run the script once on a few rows: most mistakes show within a second. (verdict, what it printed)"""
    job = measurement.rehearsal_job(source_of(evaluation.script))
    outcome = children.run_script(job, heartbeat(evaluation.pk, number))
    return explain(outcome, job), outcome.stdout


def measure_fold(evaluation_id: uuid.UUID, number: int, fold: int, codes: list[str]) -> None:
    """Measure these pipelines on this fold, and store each as soon as it is done."""
    lifecycle.beat(evaluation_id, number)
    evaluation = Evaluation.objects.select_related("project", "dataset_version", "script").get(
        pk=evaluation_id
    )
    measurement, digests = measurement_of(evaluation), evaluation.plan["digests"]
    address = address_of(evaluation)
    known = results.found(address, digests)
    todo = [code for code in codes if (code, fold) not in known]
    beat = heartbeat(evaluation_id, number)

    def keep(code: str, outcome: FoldOutcome) -> None:
        results.store(address, code, digests[code], fold, outcome)

    if SCRIPT in todo:
        measure_script(evaluation, measurement, number, fold, keep, beat)
    standard = tuple(code for code in todo if code != SCRIPT)
    if standard:
        measure_standard(measurement, fold, standard, keep, beat)
    show_finished(evaluation, measurement.protocol, digests, codes)


def measure_script(
    evaluation: Evaluation,
    measurement: Measurement,
    number: int,
    fold: int,
    keep: Callable[[str, FoldOutcome], None],
    beat: Callable[[], None],
) -> None:
    """A script that fails on one fold has failed: the evaluation ends with the reason."""
    job = measurement.fold_job(fold, (), source_of(evaluation.script, evaluation.plan["input_mode"]))
    outcome = children.run_script(job, beat)
    verdict = explain(outcome, job)
    if verdict.reason is not None or verdict.frame is None:
        fail_with(evaluation.pk, number, verdict)
        raise Superseded
    keep(SCRIPT, scored(measurement, fold, verdict.frame))


def measure_standard(
    measurement: Measurement,
    fold: int,
    codes: tuple[str, ...],
    keep: Callable[[str, FoldOutcome], None],
    beat: Callable[[], None],
) -> None:
    """Fit the pipelines in one child. One that breaks a limit is set down as failed, the rest go on."""
    left = list(codes)
    while left:
        job = measurement.fold_job(fold, tuple(left))
        failed = run_until_failure(
            job, left, lambda frame: keep(frame.pipeline, scored(measurement, fold, frame)), beat
        )
        if failed is None:
            return
        keep(left.pop(0), failed)


def run_until_failure(
    job: Job, left: list[str], on_frame: Callable[[PipelineFrame], None], beat: Callable[[], None]
) -> FoldOutcome | None:
    """Take finished pipelines off ``left``; the outcome of the first that broke a limit, if one did."""
    reader = FrameReader(job.test.n_rows, len(job.protocol.classes))
    limit = settings.LIMITS.pipeline_wall_seconds
    last = time.monotonic()

    def take(chunk: bytes) -> None:
        nonlocal last
        for frame in reader.feed(chunk):
            on_frame(frame)
            left.remove(frame.pipeline)
            last = time.monotonic()

    def tick() -> None:
        beat()
        if time.monotonic() - last > limit:
            raise PipelineTimeout

    try:
        outcome = children.run_standard(job, take, tick)
        reader.finish()
    except PipelineTimeout:
        return failed_outcome("time_limit", f"Stopped after {limit} seconds on one fold.")
    except FrameError as error:
        raise PlatformFault(f"garbled result of our own pipelines: {error}") from error
    return limit_outcome(outcome) if left else None


def limit_outcome(outcome: Outcome) -> FoldOutcome:
    """Why the child ended before all pipelines were done. Raise ``PlatformFault`` when it should not have."""
    if outcome.kind in ("ok", "crash"):
        raise PlatformFault(
            f"the child ended early ({outcome.kind}): {outcome.message} {outcome.stderr[-500:]}"
        )
    return failed_outcome(outcome.kind, outcome.message)


def failed_outcome(code: str, message: str) -> FoldOutcome:
    return FoldOutcome(ok=False, reason={"code": code, "message": message})


def scored(measurement: Measurement, fold: int, frame: PipelineFrame) -> FoldOutcome:
    """Score predictions here, where the test labels are and learner code never was."""
    if not frame.ok:
        assert frame.failure is not None
        return failed_outcome("pipeline_error", f"{frame.failure.type}: {frame.failure.message}")
    y_test = measurement.y[measurement.split.folds[fold].test]
    return FoldOutcome.of_frame(
        frame,
        score_predictions(measurement.protocol, y_test, frame.predicted, frame.probabilities, frame.decision),
    )


def show_finished(
    evaluation: Evaluation, protocol: Protocol, digests: dict[str, str], codes: list[str]
) -> None:
    """Write the line of each pipeline whose folds are all in, so that the page can show it at once."""
    rows = results.found(address_of(evaluation), digests)
    order = list(digests)
    for code in codes:
        outcomes = {fold: results.light_outcome(row) for (name, fold), row in rows.items() if name == code}
        if len(outcomes) == protocol.n_folds:
            data = summarise_pipeline(protocol, code, outcomes)
            PipelineResult.objects.update_or_create(
                evaluation=evaluation, pipeline=code, defaults={"position": order.index(code), "data": data}
            )


def finish(evaluation_id: uuid.UUID, number: int) -> None:
    """Write the report, once. When something is missing after all, launch again for it."""
    lifecycle.advance(evaluation_id, number, Stage.REPORTING)
    evaluation = Evaluation.objects.select_related("project__owner", "dataset_version", "script").get(
        pk=evaluation_id
    )
    measurement, digests = measurement_of(evaluation), evaluation.plan["digests"]
    rows = list(results.complete(address_of(evaluation), digests))
    present = {(row.pipeline, row.fold) for row in rows}
    if len(present) < len(digests) * measurement.protocol.n_folds:
        launch.launch(evaluation)
        return
    write_report(evaluation, number, measurement, results.load(rows), heartbeat(evaluation_id, number))


def heartbeat(evaluation_id: uuid.UUID, number: int) -> Callable[[], None]:
    """A life sign every few seconds; raises ``Superseded`` once the launch is over."""
    last = 0.0

    def beat() -> None:
        nonlocal last
        if time.monotonic() - last >= settings.LIMITS.heartbeat_seconds:
            lifecycle.beat(evaluation_id, number)
            last = time.monotonic()

    return beat


def fail_with(evaluation_id: uuid.UUID, number: int, verdict: Verdict) -> None:
    reason = verdict.reason
    assert reason is not None
    with transaction.atomic():
        lifecycle.fail(
            evaluation_id,
            number,
            Reason(reason.code, reason.message, reason.hint, reason.line, reason.platform_fault),
        )
