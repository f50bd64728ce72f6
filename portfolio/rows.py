"""Projects as rows of a list: explore, a portfolio, the front page. Five queries for any number of rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery

from evaluations.figures.text import clean
from evaluations.models import Evaluation
from evaluations.summary import EvaluationSummary, summarise
from portfolio.narrative import TASKS, say_state
from projects.models import Learner, Project
from projects.querysets import ProjectQuerySet

QUERY_COLUMNS = ("title", "slug", "question", "target", "task", "visibility", "published_at", "created_at")


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    url: str
    about: str = ""
    website: str = ""


@dataclass(frozen=True)
class ProjectRow:
    title: str
    question: str
    target: str
    task: str
    slug: str
    url: str
    owner: Person
    published_at: datetime | None
    visibility: str
    summary: EvaluationSummary | None
    state: str = ""  # of an unpublished one, for its owner
    stars: int = 0
    version: int = 0  # where a row stands for one version


def make_person(learner: Learner) -> Person:
    return Person(
        username=learner.username,
        name=clean(learner.shown_name, 80),
        url=learner.get_absolute_url(),
        about=clean(learner.about, 200),
        website=learner.website if learner.website.startswith(("http://", "https://")) else "",
    )


def latest_version() -> Subquery:
    """For annotating projects: the evaluation that their newest published version stands on."""
    versions = Evaluation.objects.published().filter(project=OuterRef("pk"))
    return Subquery(versions.order_by("-published_version").values("pk")[:1])


def latest_evaluation() -> Subquery:
    return Subquery(
        Evaluation.objects.filter(project=OuterRef("pk")).order_by("-created_at").values("pk")[:1]
    )


def for_rows(projects: ProjectQuerySet) -> Any:
    """The columns that a row needs, with the evaluation that each project stands on; cut to a page next."""
    person = ("owner__username", "owner__name", "owner__about", "owner__website", "owner__is_active")
    return (
        projects.with_owner()
        .annotate(pinned=latest_version(), starred=F("listing__stars"))
        .only(*QUERY_COLUMNS, *person)
    )


def make_rows(projects: Iterable[Any]) -> tuple[ProjectRow, ...]:
    """Rows of published projects that ``for_rows`` prepared."""
    found = list(projects)
    summaries = summarise(project.pinned for project in found if project.pinned)
    return tuple(make_row(project, summaries.get(project.pinned)) for project in found)


def make_row(project: Project, summary: EvaluationSummary | None, state: str = "") -> ProjectRow:
    return ProjectRow(
        title=clean(project.title),
        question=clean(project.question),
        target=clean(project.target, 60),
        task=TASKS.get(project.task, project.task),
        slug=project.slug,
        url=project.get_absolute_url(),
        owner=make_person(project.owner),
        published_at=project.published_at,
        visibility=project.visibility,
        summary=summary,
        state=state,
        stars=getattr(project, "starred", None) or 0,
    )


def make_draft_rows(owner: Learner) -> tuple[ProjectRow, ...]:
    """The owner's projects that no stranger finds by browsing, with how far each is."""
    unlisted = owner.projects.exclude(pk__in=Project.objects.listed().filter(owner=owner).values("pk"))
    found = list(unlisted.select_related("owner").annotate(latest=latest_evaluation())[:50])
    evaluations = states_of(project.latest for project in found if project.latest)
    return tuple(make_row(project, None, describe_draft(project, evaluations)) for project in found)


def states_of(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Evaluation]:
    return Evaluation.objects.only("id", "status").in_bulk(list(ids))


def describe_draft(project: Project, evaluations: dict[uuid.UUID, Evaluation]) -> str:
    if project.visibility == Project.Visibility.UNLISTED and project.published_at:
        return "unlisted: whoever has the link sees it"
    return say_state(evaluations.get(project.latest))  # type: ignore[attr-defined]
