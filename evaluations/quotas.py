"""What the learner's meter says of evaluations."""

from __future__ import annotations

from django.conf import settings

from evaluations.models import Evaluation
from projects.models import Learner
from projects.quotas import Quota, add_quotas


def evaluation_quotas(learner: Learner) -> list[Quota]:
    active = Evaluation.objects.active().filter(project__owner=learner).count()
    limit = settings.LIMITS.active_evaluations_per_learner
    return [Quota("active_evaluations", "Evaluations in progress", active, limit)]


def connect() -> None:
    add_quotas(evaluation_quotas)
