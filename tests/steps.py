"""An evaluation's steps as the workers take them, in this process."""

from __future__ import annotations

from celery import current_app

from evaluations import results, running
from evaluations.addresses import address_of
from evaluations.core.report import plan_points
from evaluations.lifecycle import Superseded
from evaluations.measurement import measurement_of
from evaluations.models import Evaluation
from evaluations.services import Question, push
from tests.factories import FLOWERS, upload


def finish(evaluation: Evaluation) -> None:
    """The last step; where it sends out the learning curve's fits first, these too and once more."""
    running.finish(evaluation.pk, evaluation.launches)
    evaluation.refresh_from_db()
    if evaluation.is_active:
        outcomes = results.load(address_of(evaluation), evaluation.plan["digests"])
        for name, fold in plan_points(measurement_of(evaluation).protocol, outcomes):
            running.measure_fold(evaluation.pk, evaluation.launches, fold, [name])
        running.finish(evaluation.pk, evaluation.launches)


def start(owner, *, csv=FLOWERS, target="species", script=None, **asked) -> Evaluation:
    evaluation = push(
        owner=owner,
        data=upload(csv),
        script=upload(script, "model.py") if script else None,
        asked=Question(target=target, **asked),
    )
    evaluation.refresh_from_db()  # the launch has numbered it
    return evaluation


def run_to_the_end(evaluation: Evaluation) -> Evaluation:
    """What the workers would do, in this process, in the order in which the messages were sent."""
    assert current_app.conf.broker_url == "memory://"
    number = evaluation.launches
    try:
        running.begin(evaluation.pk, number)
        evaluation.refresh_from_db()
        for fold in range(evaluation.plan["folds"]):
            running.measure_fold(evaluation.pk, number, fold, list(evaluation.plan["digests"]))
        finish(evaluation)
    except Superseded:
        pass
    evaluation.refresh_from_db()
    return evaluation
