"""What one learner may use, and how much of it they do.

Each app adds what it knows of: this one cannot know how many evaluations are in progress.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from projects.models import DatasetVersion, Learner


@dataclass(frozen=True)
class Quota:
    """``is_bytes``: used and limit are bytes, not things."""

    code: str
    title: str
    used: int
    limit: int
    is_bytes: bool = False

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)


Source = Callable[[Learner], list[Quota]]


def upload_quotas(learner: Learner) -> list[Quota]:
    kept = DatasetVersion.objects.filter(dataset__owner=learner)
    bytes_kept = Sum("size_bytes", filter=Q(number=1))  # later versions are the same bytes, read differently
    used = kept.aggregate(datasets=Count("pk"), size=Coalesce(bytes_kept, 0))
    limits = settings.LIMITS
    return [
        Quota("storage_bytes", "Storage", used["size"], limits.storage_bytes_per_learner, is_bytes=True),
        Quota("datasets", "Data sets", used["datasets"], limits.datasets_per_learner),
    ]


_sources: list[Source] = [upload_quotas]


def add_quotas(source: Source) -> None:
    """Called once for each source, when its app is ready."""
    _sources.insert(0, source)


def quotas_of(learner: Learner) -> list[Quota]:
    """One query for each source."""
    return [quota for source in _sources for quota in source(learner)]
