"""The ledger of tries: how often a learner has looked at a score of one question, kept for good.

A question is the bytes of a data set, however read, and a target. Deleting a project, uploading the same
bytes again, or reading them in another way changes nothing in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evaluations.core.checks.history import History
from evaluations.models import Evaluation, PipelineResult, Try
from evaluations.querysets import TryQuerySet
from projects.models import Project

SCRIPT = "script"  # its pipeline


def tries_at(project: Project) -> TryQuerySet:
    """All looks of the project's owner at its question, under whatever protocol."""
    found: TryQuerySet = Try.objects.filter(
        learner_id=project.owner_id, data_sha256=project.dataset_version.sha256, target=project.target
    )
    return found


def tries_so_far(evaluation: Evaluation) -> int:
    """Distinct scripts of this learner that were scored on these data under this protocol."""
    return len(list_tries(evaluation))


def list_tries(evaluation: Evaluation) -> list[Try]:
    """Those scripts, the first first."""
    return list(tries_at(evaluation.project).of_scripts().filter(protocol_digest=evaluation.protocol_digest))


def record_try(evaluation: Evaluation, report: Mapping[str, Any]) -> None:
    """Once for each script and protocol; called where the evaluation succeeds."""
    metric = evaluation.protocol["primary_metric"]
    script = evaluation.script
    score = score_of(report, SCRIPT if script else report["best"], metric)
    Try.objects.get_or_create(
        learner_id=evaluation.project.owner_id,
        data_sha256=evaluation.dataset_version.sha256,
        protocol_digest=evaluation.protocol_digest,
        script_sha256=script.sha256 if script else "",
        defaults={
            "target": evaluation.project.target,
            "metric": metric,
            "score": score.get("mean"),
            "low": score.get("low"),
            "high": score.get("high"),
        },
    )


def score_of(report: Mapping[str, Any], pipeline: str | None, metric: str) -> Mapping[str, Any]:
    found = (line["scores"].get(metric) for line in report["results"] if line["pipeline"] == pipeline)
    return next(found, None) or {}


def nothing_shown_yet(project: Project) -> bool:
    """Whether the owner has seen no score of this question: only then is a guess a guess."""
    begun = PipelineResult.objects.filter(
        evaluation__project__owner_id=project.owner_id,
        evaluation__project__target=project.target,
        evaluation__dataset_version__sha256=project.dataset_version.sha256,
    )
    return not (tries_at(project).exists() or begun.exists())


def history_of(evaluation: Evaluation) -> History:
    """What the checks may know of earlier looks, this evaluation's own among them."""
    protocol, script = evaluation.protocol_digest, evaluation.script
    found = list(tries_at(evaluation.project))
    tried = {entry.script_sha256 for entry in found if entry.protocol_digest == protocol}
    tried |= {script.sha256} if script else set()
    own = evaluation.protocol["primary_metric"]
    before = [entry.metric for entry in found if entry.metric != own]
    mine = [entry for entry in found if entry.protocol_digest == protocol]
    started_first = bool(mine) and mine[0] is found[0]
    return History(
        tries=len(tried - {""}), metrics_before=() if started_first else tuple(dict.fromkeys(before))
    )
