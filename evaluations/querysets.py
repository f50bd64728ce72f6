"""Reads, named as sentences."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.db.models.functions import Now

from projects.querysets import is_readable

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from projects.models import Learner


def silent_for(endured: timedelta) -> Q:
    """No life sign for longer than ``endured``, by the database's clock."""
    moment = Now() - endured
    return Q(heartbeat_at__lt=moment) | Q(heartbeat_at__isnull=True, created_at__lt=moment)


class EvaluationQuerySet(models.QuerySet):
    def active(self) -> EvaluationQuerySet:
        """Evaluations that still owe somebody an answer."""
        return self.filter(status__in=["queued", "running"])

    def without_life_sign_for(self, endured: timedelta) -> EvaluationQuerySet:
        """Active ones that no worker has touched (or that were never launched) for so long."""
        return self.active().filter(silent_for(endured))

    def published(self) -> EvaluationQuerySet:
        """Those that a published version stands on."""
        return self.filter(published_version__isnull=False)

    def succeeded_among(self, ids: Iterable[uuid.UUID]) -> list[Any]:
        """Those that succeeded, with what a card needs and the code of the best pipeline as ``best``."""
        rows: Iterable[Any] = (  # no condition but the ids: they are the index to use
            self.filter(pk__in=list(ids))
            .annotate(best=KT("report__best"))
            .select_related("lockbox_opening")
            .only("id", "status", "published_version", "published_at", "protocol", "guess", "lockbox_opening")
        )
        return [row for row in rows if row.status == "succeeded"]

    def ahead_of(self, created_at: datetime) -> EvaluationQuerySet:
        return self.active().filter(created_at__lt=created_at)

    def readable_by(self, user: Learner | AnonymousUser) -> EvaluationQuerySet:
        """One's own, and those that a published version stands on."""
        published = Q(published_version__isnull=False) & is_readable(user, "project__")
        return (
            self.filter(published | Q(project__owner=user))
            if user.is_authenticated
            else self.filter(published)
        )

    def with_card(self) -> EvaluationQuerySet:
        """Only what ``summary.summary_of`` reads: no report, no protocol."""
        return self.only("id", "status", "published_version", "published_at", "card", "project_id")

    def with_findings(self) -> EvaluationQuerySet:
        """What the report of a project's page needs beside the project, in three queries."""
        related = ("script", "lockbox_opening", "honesty_test")
        return self.select_related(*related).prefetch_related("checks", "figures")

    def with_everything(self) -> EvaluationQuerySet:
        """All that a page or an API answer shows, in a constant number of queries."""
        related = ("project__owner", "dataset_version__dataset", "script", "lockbox_opening", "honesty_test")
        return self.select_related(*related).prefetch_related(
            "pipeline_results", "checks", "figures", "project__answers__fixed_by__project__owner"
        )


class TryQuerySet(models.QuerySet):
    def of_scripts(self) -> TryQuerySet:
        """Without the looks at our models alone."""
        return self.filter(script_sha256__gt="")


class FoldResultQuerySet(models.QuerySet):
    def of_measurement(self, data_key: str, protocol_digest: str, engine_version: str) -> FoldResultQuerySet:
        return self.filter(data_key=data_key, protocol_digest=protocol_digest, engine_version=engine_version)

    def of_pipelines(self, digests: dict[str, str]) -> FoldResultQuerySet:
        """``digests`` maps a pipeline's code to its digest."""
        return self.filter(pipeline__in=list(digests), pipeline_digest__in=list(digests.values()))
