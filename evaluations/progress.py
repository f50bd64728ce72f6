"""How far an evaluation is, counted from what is stored: no counter that could go wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from evaluations.addresses import address_of
from evaluations.models import Evaluation

ETA_AFTER_SHARE = 0.1  # before a tenth is done an estimate would only jump about


@dataclass(frozen=True)
class Progress:
    """``done`` and ``total`` count fits: one pipeline on one fold each."""

    done: int
    total: int
    eta_seconds: int | None = None
    queue_position: int | None = None

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0


def progress_of(evaluation: Evaluation) -> Progress:
    """At most two queries. ``queue_position`` is 1 for whoever is next."""
    if evaluation.status == Evaluation.Status.QUEUED:
        ahead = Evaluation.objects.ahead_of(evaluation.created_at).count()
        return Progress(0, 0, queue_position=ahead + 1)
    digests = evaluation.plan.get("digests", {})
    total = len(digests) * evaluation.plan.get("folds", 0)
    if evaluation.status == Evaluation.Status.SUCCEEDED:
        return Progress(total, total)
    done = count_done(evaluation, digests) if total else 0
    eta = estimate_seconds(evaluation, done / total) if total and evaluation.is_active else None
    return Progress(done, total, eta_seconds=eta)


def count_done(evaluation: Evaluation, digests: dict[str, str]) -> int:
    return address_of(evaluation).findable(digests).values("pipeline", "fold").distinct().count()


def estimate_seconds(evaluation: Evaluation, share_done: float) -> int | None:
    """What is left, if it goes on as it has gone. Cheap pipelines come first, so it is a little short."""
    if share_done < ETA_AFTER_SHARE or evaluation.started_at is None:
        return None
    elapsed = (timezone.now() - evaluation.started_at).total_seconds()
    return max(1, round(elapsed * (1 - share_done) / share_done))
