"""A report that exists is copied, not made again: same data, protocol, pipelines and code, same report.

It is looked for among the learner's own evaluations and those that are published for everybody, nowhere else:
see docs/adr/0017. What hangs on the learner is never copied: the checks of their history and of their code.
"""

from __future__ import annotations

import hashlib
import json
from typing import TypeVar

from django.db import models
from django.db.models import Q

from evaluations import core, figures
from evaluations.addresses import data_key
from evaluations.core.checks.base import CheckOutcome
from evaluations.core.checks.registry import CHECKS
from evaluations.core.environment import digest_sources, environment_versions
from evaluations.models import CheckResult, Evaluation
from projects.querysets import is_listed

Row = TypeVar("Row", bound=models.Model)
OF_THE_LEARNER = "FF9"  # codes that begin so ask what the learner did before
COPIED = frozenset(check.code for check in CHECKS if not check.code.startswith(OF_THE_LEARNER))


def report_key(evaluation: Evaluation) -> str:
    """What a report is a function of, as SHA-256. The evaluation's plan must be complete."""
    plan = evaluation.plan
    stated = [
        [data_key(evaluation.dataset_version), evaluation.protocol_digest, evaluation.engine_version],
        [plan["digests"], plan.get("by_hand"), environment_versions(), digest_sources(core, figures)],
    ]
    return hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()


def find_twin(evaluation: Evaluation) -> Evaluation | None:
    """A succeeded evaluation with this one's report, that its learner may know of."""
    own = Q(project__owner_id=evaluation.project.owner_id)
    shown = Q(published_version__isnull=False) & is_listed("project__")
    same = Evaluation.objects.filter(own | shown, report_key=report_key(evaluation))
    return same.filter(status=Evaluation.Status.SUCCEEDED).order_by("-finished_at").first()


def checks_of(twin: Evaluation) -> list[CheckOutcome]:
    """What may be copied of its checks."""
    return [
        CheckOutcome(row.code, row.title, row.outcome, row.message, row.evidence, row.docs)
        for row in CheckResult.objects.filter(evaluation=twin, code__in=COPIED)
    ]


def copies_of(rows: models.QuerySet[Row], evaluation: Evaluation) -> list[Row]:
    """The same rows, unsaved, for another evaluation."""
    copies = list(rows)
    for row in copies:
        row.pk = None
        row._state.adding = True
        row.evaluation_id = evaluation.pk  # type: ignore[attr-defined]
    return copies
