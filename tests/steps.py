"""An evaluation's steps as the workers take them, in this process."""

from __future__ import annotations

from evaluations import results, running
from evaluations.addresses import address_of
from evaluations.core.report import plan_points
from evaluations.measurement import measurement_of
from evaluations.models import Evaluation


def finish(evaluation: Evaluation) -> None:
    """The last step; where it sends out the learning curve's fits first, these too and once more."""
    running.finish(evaluation.pk, evaluation.launches)
    evaluation.refresh_from_db()
    if evaluation.is_active:
        outcomes = results.load(address_of(evaluation), evaluation.plan["digests"])
        for name, fold in plan_points(measurement_of(evaluation).protocol, outcomes):
            running.measure_fold(evaluation.pk, evaluation.launches, fold, [name])
        running.finish(evaluation.pk, evaluation.launches)
