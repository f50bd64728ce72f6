"""Asking for the lockbox to be opened. The opening itself is the workers' (`lockbox`)."""

from __future__ import annotations

from evaluations import launch
from evaluations.addresses import data_key
from evaluations.models import Evaluation, LockboxOpening


def request_opening(evaluation: Evaluation) -> LockboxOpening | None:
    """Note that the lockbox is to be opened for the evaluation's best pipeline, and send it out.

    None where the protocol sets no rows aside. Asking twice opens once.
    """
    if not evaluation.protocol["lockbox_share"]:
        return None
    pipeline = evaluation.report["best"]
    opening, created = LockboxOpening.objects.get_or_create(
        evaluation=evaluation,
        defaults={
            "learner": evaluation.project.owner,
            "data_key": data_key(evaluation.dataset_version),
            "data_sha256": evaluation.dataset_version.sha256,
            "target": evaluation.project.target,
            "protocol_digest": evaluation.protocol_digest,
            "pipeline": pipeline,
            "pipeline_digest": evaluation.plan["digests"][pipeline],
        },
    )
    if created:
        launch.launch_lockbox(opening)
    return opening


def openings_so_far(evaluation: Evaluation) -> int:
    """How often this learner has opened the lockbox of these bytes and this target, whatever the protocol
    and however they are read.

    Another metric opens the same rows; so does a project made anew from the same bytes.
    """
    return LockboxOpening.objects.filter(
        learner_id=evaluation.project.owner_id,
        data_sha256=evaluation.dataset_version.sha256,
        target=evaluation.project.target,
    ).count()
