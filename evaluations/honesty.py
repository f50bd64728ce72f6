"""Experimenting with a script after its report is there: in slices, behind everybody's scores.

Trials come in a fixed order, so what is done is a list: a slice reads it, goes on where it ends, and stops
when its time is up. See docs/adr/0011.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from evaluations import children, launch
from evaluations.core.checks.base import CheckOutcome
from evaluations.core.checks.honesty import run_honesty_checks
from evaluations.core.checks.honesty_texts import HONESTY_TEXTS
from evaluations.core.contract import Job
from evaluations.core.honesty import Trial, TrialFailed, Trials, TrialsOver, conduct_trials
from evaluations.core.table import Table
from evaluations.measurement import SCRIPT, Measurement, measurement_of, source_of
from evaluations.models import CheckResult, Evaluation, HonestyTest
from evaluations.signals import evaluation_amended
from evaluations.summary import keep_card

State = HonestyTest.State
Done = list[np.ndarray | str]  # predictions, or why there are none
OUT_OF_TIME = "The time for experiments was used up."


class SliceOver(Exception):
    """This slice has had its time; the next goes on."""


class TrialFault(Exception):
    """Something of ours broke in a trial; the sweep sends the slice again."""


def request_test(evaluation: Evaluation) -> HonestyTest | None:
    """Note that the script is to be experimented with, and send it out. None where it has no score.

    What was found out about the same code on the same rows is taken over: experiments are not repeated.
    """
    scored = evaluation.pipeline_results.filter(pipeline=SCRIPT, data__status="succeeded").exists()
    if not scored:
        return None
    digest = evaluation.plan["digests"][SCRIPT]
    test, created = HonestyTest.objects.get_or_create(
        evaluation=evaluation, defaults={"pipeline_digest": digest}
    )
    if created and not take_over(test):
        launch.launch_honesty(test)
    return test


def take_over(test: HonestyTest) -> bool:
    """Copy what this learner's last test of the same found. False where there is none."""
    evaluation = test.evaluation
    known = (
        HonestyTest.objects.filter(
            state=State.TESTED,
            pipeline_digest=test.pipeline_digest,
            evaluation__protocol_digest=evaluation.protocol_digest,
            evaluation__dataset_version=evaluation.dataset_version_id,
            evaluation__engine_version=evaluation.engine_version,
            evaluation__project__owner=evaluation.project.owner_id,
        )
        .exclude(pk=test.pk)
        .last()
    )
    if known is None:
        return False
    copies = known.evaluation.checks.filter(code__in=HONESTY_TEXTS)
    for check in copies:
        check.pk, check.evaluation_id = None, evaluation.pk
    CheckResult.objects.bulk_create(copies, ignore_conflicts=True)
    HonestyTest.objects.filter(pk=test.pk).update(state=State.TESTED, seconds=known.seconds)
    return True


def go_on(test_id: int, number: int) -> None:
    """Do the slice of this number, if it is the next one; then send the one after it, or conclude."""
    test = take(test_id, number)
    if test is None:
        return
    if test.launches > settings.LIMITS.launches_max:
        settle(test, State.FAILED)
        return
    done, began = unpack_trials(bytes(test.trials)), time.monotonic()
    measurement = measurement_of(test.evaluation)
    runner = Runner(test, measurement, done)
    try:
        trials = conduct_trials(measurement.protocol, measurement.split, measurement.y, runner.run)
    except SliceOver:
        keep_slice(test, done, time.monotonic() - began)
        return
    conclude(test, trials, time.monotonic() - began)


def take(test_id: int, number: int) -> HonestyTest | None:
    """The test, counted as begun once more; None when this slice is done already."""
    waiting = HonestyTest.objects.filter(pk=test_id, state=State.TESTING, slice=number)
    if not waiting.update(launches=F("launches") + 1, heartbeat_at=Now()):
        return None
    related = ("evaluation__project", "evaluation__dataset_version", "evaluation__script")
    return HonestyTest.objects.select_related(*related).get(pk=test_id)


class Runner:
    """Runs trials in order; those that are done already are remembered. A slice does one at least."""

    def __init__(self, test: HonestyTest, measurement: Measurement, done: Done) -> None:
        self.measurement = measurement
        self.source = source_of(test.evaluation)
        self.done = done
        self.asked = 0
        self.known_before = len(done)
        self.beat = beat_for(test.pk)
        self.left = settings.LIMITS.honesty_seconds - test.seconds
        self.ends = time.monotonic() + settings.LIMITS.honesty_slice_seconds
        self.over = time.monotonic() + self.left

    def run(self, trial: Trial) -> np.ndarray:
        self.asked += 1
        if self.asked > len(self.done):
            self._stop_in_time()
            self.done.append(self._take(trial))
        known = self.done[self.asked - 1]
        if isinstance(known, str):
            raise TrialFailed(known)
        return known

    def _stop_in_time(self) -> None:
        now = time.monotonic()
        if now > self.over:
            raise TrialsOver(OUT_OF_TIME)
        if now > self.ends and len(self.done) > self.known_before:
            raise SliceOver

    def _take(self, trial: Trial) -> np.ndarray | str:
        run = children.run_script(self._job(trial), self.beat)
        if run.reason is not None and run.reason.platform_fault:
            raise TrialFault(run.reason.message)
        if run.frame is None or run.frame.predicted is None or run.reason is not None:
            return run.reason.message if run.reason else "It gave no predictions."
        return run.frame.predicted

    def _job(self, trial: Trial) -> Job:
        told = relabel(self.measurement, trial.train, trial.y_train)
        return replace(told.job(trial.train, trial.test, (), self.source), seed=trial.seed)


def relabel(measurement: Measurement, rows: np.ndarray, labels: np.ndarray) -> Measurement:
    """The same data with other labels on these rows, in the table as well: a whole script reads its file."""
    y, target = measurement.y.copy(), measurement.table[measurement.protocol.target]
    values = target.values.copy()
    written = dict(zip(y[measurement.split.development], values[measurement.split.development], strict=True))
    y[rows] = labels
    values[rows] = [written[label] for label in labels]
    columns = tuple(
        replace(column, values=values) if column.name == target.name else column
        for column in measurement.table
    )
    return replace(measurement, y=y, table=Table(columns, measurement.table.n_rows))


def keep_slice(test: HonestyTest, done: Done, seconds: float) -> None:
    """Keep what is done and send the next slice: once, whoever else has had this one."""
    with transaction.atomic():
        kept = HonestyTest.objects.filter(pk=test.pk, state=State.TESTING, slice=test.slice).update(
            slice=test.slice + 1,
            launches=0,
            seconds=F("seconds") + seconds,
            trials=pack_trials(done),
            heartbeat_at=Now(),
        )
        if kept:
            test.slice += 1
            launch.launch_honesty(test)


def conclude(test: HonestyTest, trials: Trials, seconds: float) -> None:
    checks = run_honesty_checks(trials)
    with transaction.atomic():
        if settle(test, State.TESTED, seconds=test.seconds + seconds):
            save_checks(test.evaluation, checks)
            keep_card(test.evaluation_id)
            evaluation_amended.send(sender=HonestyTest)


def settle(test: HonestyTest, state: str, **fields: object) -> bool:
    """testing -> tested | failed, once; what was kept between slices is let go."""
    waiting = HonestyTest.objects.filter(pk=test.pk, state=State.TESTING)
    return bool(waiting.update(state=state, trials=b"", **fields))


def save_checks(evaluation: Evaluation, checks: list[CheckOutcome]) -> None:
    CheckResult.objects.bulk_create(
        (CheckResult(evaluation=evaluation, **vars(check)) for check in checks), ignore_conflicts=True
    )


def pack_trials(done: Done) -> bytes:
    """A compressed ``.npz``: the predictions, and the reasons as one JSON string. Nothing is pickled."""
    arrays = {str(place): item for place, item in enumerate(done) if not isinstance(item, str)}
    reasons = [item if isinstance(item, str) else None for item in done]
    stream = io.BytesIO()
    np.savez_compressed(stream, reasons=np.array(json.dumps(reasons)), **arrays)  # type: ignore[arg-type]
    return stream.getvalue()


def unpack_trials(data: bytes) -> Done:
    """The inverse of ``pack_trials``; nothing was done where there are no bytes."""
    if not data:
        return []
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        reasons = json.loads(str(stored["reasons"]))
        return [stored[str(place)] if why is None else why for place, why in enumerate(reasons)]


def beat_for(test_id: int) -> Callable[[], None]:
    def beat() -> None:
        HonestyTest.objects.filter(pk=test_id).update(heartbeat_at=Now())

    return beat
