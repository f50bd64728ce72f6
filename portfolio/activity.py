"""What somebody has published, newest first: versions of public projects, and data sets that came with them.

Only what strangers may open counts. When something private was done is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Min, Q
from django.urls import reverse

from evaluations.figures.numbers import count
from evaluations.figures.text import clean
from evaluations.models import Evaluation
from evaluations.querysets import EvaluationQuerySet
from portfolio.rows import Person, make_person
from projects.models import Learner, Project

SHOWN = (
    "published_version",
    "published_at",
    "project__title",
    "project__slug",
    "project__owner__username",
    "project__owner__name",
    "project__owner__about",
    "project__owner__website",
)


@dataclass(frozen=True)
class Happening:
    """``kind``: "project" (its first version), "version" (a later one) or "dataset"."""

    kind: str
    moment: datetime
    person: Person
    title: str
    url: str
    detail: str = ""

    @property
    def words(self) -> str:
        """Before the title: "Published", "Published version 2 of", "Shared the data set"."""
        return {
            "project": "Published",
            "version": f"Published {self.detail} of",
            "dataset": "Shared the data set",
        }[self.kind]


def published_versions(wanted: Q) -> EvaluationQuerySet:
    """Versions of the public projects that ``wanted`` names, newest first."""
    listed = Project.objects.listed().filter(wanted).values("pk")
    return newest_first(Evaluation.objects.published().filter(project__in=listed))


def newest_first(versions: EvaluationQuerySet) -> EvaluationQuerySet:
    light: EvaluationQuerySet = versions.defer("report", "printed", "said", "plan")
    return light.order_by("-published_at", "-published_version", "pk")


def versions_as_happenings(versions: EvaluationQuerySet, most: int) -> list[Happening]:
    """One query."""
    found = versions.select_related("project__owner").only(*SHOWN)[:most]
    return [describe_version(version) for version in found]


def describe_version(version: Evaluation) -> Happening:
    project, number = version.project, version.published_version or 1
    return Happening(
        kind="project" if number == 1 else "version",
        moment=version.published_at or project.created_at,
        person=make_person(project.owner),
        title=clean(project.title),
        url=project.get_absolute_url(),
        detail=f"version {number}" if number > 1 else "",
    )


def datasets_as_happenings(learner: Learner, most: int) -> list[Happening]:
    """A data set is shared with the first public project of its owner that stands on it. One query."""
    dataset = "dataset_version__dataset"
    listed = Project.objects.listed().filter(owner=learner).filter(**{f"{dataset}__owner": F("owner")})
    grouped = listed.order_by().values(f"{dataset}__slug", f"{dataset}__name")
    found = grouped.annotate(moment=Min("published_at"), rows=Max("listing__rows")).order_by("-moment")
    return [describe_dataset(learner, row, dataset) for row in found[:most]]


def describe_dataset(learner: Learner, row: dict[str, Any], dataset: str) -> Happening:
    return Happening(
        kind="dataset",
        moment=row["moment"],
        person=make_person(learner),
        title=clean(row[f"{dataset}__name"]),
        url=reverse("dataset", args=[learner.username, row[f"{dataset}__slug"]]),
        detail=count(row["rows"] or 0, "row"),
    )


def activity_of(learner: Learner, most: int) -> tuple[Happening, ...]:
    """Two queries."""
    versions = versions_as_happenings(published_versions(Q(owner=learner)), most)
    return newest_of([*versions, *datasets_as_happenings(learner, most)], most)


def newest_of(happenings: Iterable[Happening], most: int) -> tuple[Happening, ...]:
    return tuple(sorted(happenings, key=lambda one: one.moment, reverse=True)[:most])
