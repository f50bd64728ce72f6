"""The steps of an evaluation, as the tasks call them: begin, measure a fold, finish.

Each step may be delivered twice or die half-way: everything it finds out is stored under its content
address at once, and every write to the evaluation is conditional on the launch being the current one.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, replace
from itertools import groupby

from django.conf import settings

from evaluations import children, curve, launch, lifecycle, results, shares, twins
from evaluations.addresses import address_of
from evaluations.core.by_hand import TWIN
from evaluations.core.contract import FrameError, FrameReader, Job, PipelineFrame
from evaluations.core.fold_ids import pack_fold_ids
from evaluations.core.learning_curve import WHOLE, name_point, read_point
from evaluations.core.outcome import FoldOutcome, score_frame
from evaluations.core.protocol import Protocol
from evaluations.core.reason import Reason
from evaluations.core.report import summarise_pipeline
from evaluations.measurement import (
    SCRIPT,
    Measurement,
    batches,
    measurement_of,
    pipeline_digests,
    point_digests,
    source_of,
)
from evaluations.models import Evaluation, PipelineResult
from evaluations.rehearsal import PlatformFault, frame_or_end, rehearse
from evaluations.reporting import copy_report, write_report
from evaluations.sandbox.outcome import Outcome

Stage = Evaluation.Stage
Beat = Callable[[], None]
Keep = Callable[[str, FoldOutcome], None]


class PipelineTimeout(Exception):
    """One standard pipeline took longer than any may; the others go on without it."""


class TurnOver(Exception):
    """A task has held its worker for long enough: what it has not measured is for another task like it."""


def begin(evaluation_id: uuid.UUID, number: int) -> None:
    """Read, rehearse the script, and send out what is not measured yet."""
    evaluation = lifecycle.begin(evaluation_id, number)
    measurement, beat = measurement_of(evaluation), heartbeat(evaluation_id, number)
    if evaluation.plan.get("input_mode") is None:
        rehearse(evaluation, measurement, number, beat)
    plan = evaluation.plan
    plan["by_hand"] = plan.get("by_hand") or twins.plan_twin(
        evaluation, measurement, plan.get("input_mode"), beat
    )
    source = source_of(evaluation) if evaluation.script else None
    digests = pipeline_digests(measurement.protocol, evaluation.script, source)
    digests |= twins.planned_digests(plan["by_hand"])
    plan |= {
        "digests": digests,
        "folds": measurement.protocol.n_folds,
        "fold_ids": pack_fold_ids(measurement.split, measurement.table.n_rows),
    }
    lifecycle.advance(evaluation_id, number, Stage.MEASURING, plan=plan)
    if number == 1:
        results.forget_failures(address_of(evaluation), digests)
    send_out(evaluation, measurement, digests, number)


def send_out(evaluation: Evaluation, measurement: Measurement, digests: dict[str, str], number: int) -> None:
    """Launch one task for each batch that has no result; when none is missing, write the report at once."""
    known = results.find(address_of(evaluation), digests)
    work = batches(measurement.protocol, digests, known)
    if work:
        show_finished(evaluation, measurement.protocol, digests)
        launch.launch_folds(evaluation.pk, number, work, shares.level_of(evaluation.project.owner_id))
    else:
        finish(evaluation.pk, number)


def measure_fold(evaluation_id: uuid.UUID, number: int, fold: int, codes: list[str]) -> None:
    """Measure these pipelines on this fold, and store each as soon as it is done."""
    lifecycle.beat(evaluation_id, number)
    evaluation = load_evaluation(evaluation_id)
    with shares.used_by(evaluation.project.owner_id):
        measure_missing(evaluation, number, fold, codes)


def level_of(evaluation_id: str) -> int:
    """Where the evaluation's learner stands in the queue by now."""
    owners = Evaluation.objects.filter(pk=evaluation_id).values_list("project__owner_id", flat=True)
    return shares.level_of(owners.first() or shares.EVERYBODY)


def measure_missing(evaluation: Evaluation, number: int, fold: int, codes: list[str]) -> None:
    measurement = measurement_of(evaluation)
    digests = evaluation.plan["digests"] | point_digests(codes)
    address, beat = address_of(evaluation), heartbeat(evaluation.pk, number)
    known = results.find(address, {code: digests[code] for code in codes})
    todo = [code for code in codes if (code, fold) not in known]
    ends = time.monotonic() + settings.LIMITS.fold_wall_seconds - settings.LIMITS.pipeline_wall_seconds

    def keep(code: str, outcome: FoldOutcome) -> None:
        results.store(address, code, digests[code], fold, outcome)
        lifecycle.note_progress(evaluation, number)
        if time.monotonic() > ends:
            raise TurnOver

    if SCRIPT in todo:
        todo.remove(SCRIPT)
        measure_script(evaluation, measurement, number, fold, keep, beat)
    if TWIN in todo:
        todo.remove(TWIN)
        measure_twin(evaluation, measurement, fold, keep, beat)
    for percent, group in groupby(todo, key=lambda name: read_point(name)[1]):
        measure_standard(measurement, fold, list(group), keep, beat, percent)
    show_finished(evaluation, measurement.protocol, evaluation.plan["digests"])


def measure_script(
    evaluation: Evaluation, measurement: Measurement, number: int, fold: int, keep: Keep, beat: Beat
) -> None:
    """A script that fails on one fold has failed: the evaluation ends with the reason."""
    run = children.run_script(measurement.fold_job(fold, (), source_of(evaluation)), beat)
    frame = frame_or_end(evaluation.pk, number, run)
    outcome = score_frame(measurement.protocol, frame, measurement.y_test(fold))
    keep(SCRIPT, replace(outcome, wall_seconds=run.wall_seconds, peak_bytes=run.peak_bytes))


def measure_twin(evaluation: Evaluation, measurement: Measurement, fold: int, keep: Keep, beat: Beat) -> None:
    """The estimator that a by-hand script names; its failure is a result and ends nothing."""
    run = twins.run_twin(evaluation, measurement, fold, beat)
    if run.reason is not None and run.reason.platform_fault:
        raise PlatformFault(run.reason.message)
    keep(TWIN, twins.outcome_of(run, measurement, fold))


def measure_standard(
    measurement: Measurement, fold: int, names: list[str], keep: Keep, beat: Beat, percent: int = WHOLE
) -> None:
    """Fit the pipelines in one child. One that breaks a limit is set down as failed, the rest go on."""
    left, y_test = [read_point(name)[0] for name in names], measurement.y_test(fold)

    def take(frame: PipelineFrame) -> None:
        keep(name_point(frame.pipeline, percent), score_frame(measurement.protocol, frame, y_test))
        left.remove(frame.pipeline)

    while left:
        job = measurement.fold_job(fold, tuple(left), percent=percent)
        broke = run_until_failure(job, take, beat)
        if left:
            keep(name_point(left.pop(0), percent), broken_limit(broke))


def run_until_failure(job: Job, take: Callable[[PipelineFrame], None], beat: Beat) -> Outcome | None:
    """Run the job's pipelines and take each as it is done; None when one took longer than any may."""
    reader = FrameReader(job.test.n_rows, len(job.protocol.classes))
    last = time.monotonic()

    def on_result(chunk: bytes) -> None:
        nonlocal last
        for frame in reader.feed(chunk):
            take(frame)
            last = time.monotonic()

    def on_tick() -> None:
        beat()
        if time.monotonic() - last > settings.LIMITS.pipeline_wall_seconds:
            raise PipelineTimeout

    try:
        outcome = children.run_standard(job, on_result, on_tick)
        if outcome.kind == "ok":
            reader.finish()
    except PipelineTimeout:
        return None
    except FrameError as error:
        raise PlatformFault(f"garbled result of our own pipelines: {error}") from error
    return outcome


def broken_limit(outcome: Outcome | None) -> FoldOutcome:
    """What to set down for the pipeline in which the child ended early.

    Raise ``PlatformFault`` when it was no limit: our own pipelines do not just end.
    """
    if outcome is None:
        return failed("time_limit", f"Stopped after {settings.LIMITS.pipeline_wall_seconds} s on one fold.")
    if outcome.kind in ("ok", "crash"):
        raise PlatformFault(
            f"a child ended early ({outcome.kind}): {outcome.message} {outcome.stderr[-500:]}"
        )
    return failed(outcome.kind, outcome.message)


def failed(code: str, message: str) -> FoldOutcome:
    hint = "The other pipelines are not affected."
    return FoldOutcome(ok=False, reason=asdict(Reason(code, message, hint)))


def show_finished(evaluation: Evaluation, protocol: Protocol, digests: dict[str, str]) -> None:
    """Write the line of each pipeline whose folds are all in, so that the page can show it at once."""
    address = address_of(evaluation)
    whole = results.complete_pipelines(results.find(address, digests), digests, protocol.n_folds)
    shown = set(evaluation.pipeline_results.values_list("pipeline", flat=True))
    new = {code: digests[code] for code in whole if code not in shown | {TWIN}}
    if not new:
        return
    order = list(digests)
    PipelineResult.objects.bulk_create(
        [
            PipelineResult(
                evaluation=evaluation,
                pipeline=code,
                position=order.index(code),
                data=summarise_pipeline(protocol, code, outcomes),
            )
            for code, outcomes in results.load(address, new).items()
        ],
        ignore_conflicts=True,
    )


def finish(evaluation_id: uuid.UUID, number: int) -> None:
    """Write the report, once. When something is missing after all, launch again for it."""
    lifecycle.advance(evaluation_id, number, Stage.REPORTING)
    evaluation = load_evaluation(evaluation_id)
    measurement, digests = measurement_of(evaluation), evaluation.plan["digests"]
    address = address_of(evaluation)
    if len(results.find(address, digests)) < measurement.protocol.n_folds * len(digests):
        launch.launch(evaluation)
        return
    if copy_report(evaluation, number, measurement):
        return
    outcomes = results.load(address, digests)
    points = curve.find_points(evaluation, number, measurement, outcomes)
    if points is not None:
        write_report(evaluation, number, measurement, outcomes, heartbeat(evaluation_id, number), points)


def load_evaluation(evaluation_id: uuid.UUID) -> Evaluation:
    related = ("project__owner", "dataset_version", "script")
    return Evaluation.objects.select_related(*related).get(pk=evaluation_id)


def heartbeat(evaluation_id: uuid.UUID, number: int) -> Beat:
    """A life sign every few seconds; raises ``Superseded`` once the launch is over."""
    last = 0.0

    def beat() -> None:
        nonlocal last
        if time.monotonic() - last >= settings.LIMITS.heartbeat_seconds:
            lifecycle.beat(evaluation_id, number)
            last = time.monotonic()

    return beat
