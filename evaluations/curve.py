"""The learning curve's fits: sent out once all folds are in and the best pipeline is known."""

from __future__ import annotations

from collections.abc import Container, Sequence

from evaluations import launch, results, shares
from evaluations.addresses import address_of
from evaluations.core.report import Outcomes, plan_points
from evaluations.launch import Batch
from evaluations.measurement import Measurement, point_digests
from evaluations.models import Evaluation


def find_points(
    evaluation: Evaluation, number: int, measurement: Measurement, outcomes: Outcomes
) -> Outcomes | None:
    """The fits. None when some are missing: they are sent out, and finishing comes again after them."""
    planned, address = plan_points(measurement.protocol, outcomes), address_of(evaluation)
    digests = point_digests(name for name, _ in planned)
    work = batches(planned, results.find(address, digests))
    if work:
        launch.launch_folds(evaluation.pk, number, work, shares.level_of(evaluation.project.owner_id))
        return None
    return results.load(address, digests)


def batches(planned: Sequence[tuple[str, int]], known: Container[tuple[str, int]]) -> list[Batch]:
    """One task for each fold, or for each point where there is one fold only; without what is known."""
    only_one = len({fold for _, fold in planned}) == 1
    work: dict[tuple[int, str], list[str]] = {}
    for name, fold in planned:
        if (name, fold) not in known:
            work.setdefault((fold, name if only_one else ""), []).append(name)
    return [Batch(fold, tuple(names), is_light=True) for (fold, _), names in work.items()]
