"""Cancelled at any stage: the worker is free within seconds, and nothing more is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import connection

from evaluations import children, lifecycle, running, tasks
from evaluations.lifecycle import Superseded
from evaluations.models import Evaluation, FoldResult, LockboxOpening
from evaluations.services import Question, cancel_evaluation, push
from projects.errors import Conflict
from tests.factories import FLOWERS, upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]
LOOPS = "while True:\n    pass\n"
LOOPS_IN_FIT = """
class Slow:
    def fit(self, X, y):
        self.label = list(y)[0]
        while len(X) > 300:  # not in the first run on a few rows
            pass
        return self

    def predict(self, X):
        return [self.label] * len(X)
"""


@pytest.fixture(autouse=True, scope="module")
def ready_children():
    children.fork_server().start()
    yield
    children.stop_fork_server()


@pytest.fixture(autouse=True)
def often(settings):
    settings.LIMITS = replace(settings.LIMITS, heartbeat_seconds=1)


def start(owner, script: str | None = None, csv: str = FLOWERS) -> Evaluation:
    source = upload(script, "model.py") if script else None
    asked = Question(target="species", publish_as="public")
    evaluation = push(owner=owner, data=upload(csv), script=source, asked=asked)
    evaluation.refresh_from_db()
    return evaluation


@contextmanager
def cancelled_after(evaluation: Evaluation, statement: str, value: str = "") -> Iterator[Callable[[], float]]:
    """Cancel as soon as such a statement was executed. Call it for the seconds since then."""
    moments: list[float] = []

    def watch(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not moments and sql.startswith(statement) and (not value or value in params):
            moments.append(time.monotonic())
            lifecycle.cancel(evaluation.pk)
        return result

    with connection.execute_wrapper(watch):
        yield lambda: time.monotonic() - moments[0]
    assert moments, "it never came so far"


def run_to_the_end(evaluation: Evaluation) -> None:
    running.begin(evaluation.pk, 1)
    evaluation.refresh_from_db()
    for fold in range(evaluation.plan["folds"]):
        running.measure_fold(evaluation.pk, 1, fold, list(evaluation.plan["digests"]))
    running.finish(evaluation.pk, 1)  # may send out the learning curve first …
    running.finish(evaluation.pk, 1)  # … and is then called once more


UPDATE = 'UPDATE "evaluations_evaluation"'


@pytest.mark.parametrize(
    ("statement", "stage", "script", "measured"),
    [
        (UPDATE, "reading", None, 0),
        (UPDATE, "script", LOOPS, 0),
        (UPDATE, "measuring", None, 0),
        ('INSERT INTO "evaluations_foldresult"', "", None, 8),  # the fold that is being measured, at most
        (UPDATE, "reporting", None, 1000),
    ],
    ids=["reading", "first run of the script", "sent out", "measuring", "reporting"],
)
def test_cancelled_at_any_stage_it_stops_soon_and_writes_nothing_more(
    alice, statement, stage, script, measured
):
    evaluation = start(alice, script)
    with cancelled_after(evaluation, statement, stage) as seconds_since:
        with pytest.raises(Superseded):
            run_to_the_end(evaluation)
        assert seconds_since() < 6
    evaluation.refresh_from_db()
    assert evaluation.status == "cancelled"
    assert evaluation.report == {}
    assert not evaluation.figures.exists()
    assert FoldResult.objects.count() <= measured
    assert not LockboxOpening.objects.exists()


def test_a_script_that_loops_in_a_fold_is_ended_with_its_evaluation(alice):
    header, *lines = FLOWERS.splitlines()
    evaluation = start(alice, LOOPS_IN_FIT, csv="\n".join([header, *(10 * lines)]))
    running.begin(evaluation.pk, 1)
    with cancelled_after(evaluation, UPDATE) as seconds_since:
        with pytest.raises(Superseded):
            running.measure_fold(evaluation.pk, 1, 0, ["script"])
        assert seconds_since() < 6


def test_cancelled_in_the_queue_it_never_starts(alice, sent):
    evaluation = start(alice)
    cancel_evaluation(evaluation)
    sent()
    tasks.start(str(evaluation.pk), 1)
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.started_at) == ("cancelled", None)
    assert sent() == []
    with pytest.raises(Conflict):
        cancel_evaluation(evaluation)
