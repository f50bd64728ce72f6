"""When a score counts as dropped: what makes a CI job fail."""

from __future__ import annotations

from firstfit.client import Client
from firstfit.errors import FirstfitError, ScoreDropped
from firstfit.records import Evaluation, Score, shown


def check_floor(evaluation: Evaluation, floor: float) -> None:
    """Raise ``ScoreDropped`` when the headline score is worse than ``floor``, in the metric's direction."""
    score = measured(evaluation)
    if score.fall_from(floor) > 0:
        side = "below" if score.higher_is_better else "above"
        raise ScoreDropped(f"{score.metric} is {score}, {side} the {shown(floor)} that was asked for.")


def check_drop(evaluation: Evaluation, before: Evaluation | None, most: float) -> None:
    """Raise ``ScoreDropped`` when it is worse by more than ``most`` than the measured one before.

    Both stand on the same folds, so a script that did not change gives the same score.
    """
    if before is None:
        return
    score, earlier = measured(evaluation), measured(before)
    fall = score.fall_from(earlier.mean)
    if fall > most:
        raise ScoreDropped(
            f"{score.metric} is {score}; before it was {earlier}. That is worse by {shown(fall)}, "
            f"and at most {shown(most)} is allowed."
        )


def measured(evaluation: Evaluation) -> Score:
    if evaluation.score is None:
        raise FirstfitError(f"The evaluation {evaluation.id} has no score in {evaluation.primary_metric}.")
    return evaluation.score


def find_before(client: Client, evaluation: Evaluation) -> Evaluation | None:
    """The newest measured one of the same project before this one, of a script when this one is of one."""
    project = client.project(evaluation.project.name)
    has_script = evaluation.document["script"] is not None
    for brief in project.document["evaluations"]:
        if brief["status"] != "succeeded" or brief["id"] == evaluation.id:
            continue
        if brief["created_at"] > evaluation.document["created_at"]:
            continue
        found = client.status(brief["id"])
        if (found.document["script"] is not None) == has_script:
            return found
    return None
