"""The ledger of tries: how often a learner has had code scored against one measurement."""

from __future__ import annotations

from evaluations.models import Evaluation


def tries_so_far(evaluation: Evaluation) -> int:
    """Distinct scripts of this learner that were scored on these data under this protocol."""
    scored = Evaluation.objects.filter(
        project__owner_id=evaluation.project.owner_id,
        dataset_version__sha256=evaluation.dataset_version.sha256,
        protocol_digest=evaluation.protocol_digest,
        status=Evaluation.Status.SUCCEEDED,
        script__isnull=False,
    )
    return scored.values("script__sha256").distinct().count()
