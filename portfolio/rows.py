"""Projects as rows of a list: explore, a portfolio, the front page. One query for any number of rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from evaluations.figures.text import clean
from evaluations.models import Evaluation
from evaluations.shown.drawings import Picture
from evaluations.summary import EvaluationSummary, summarise
from portfolio.narrative import TASKS, say_state
from projects.models import Learner, Project
from projects.querysets import ProjectQuerySet

QUERY_COLUMNS = (
    *("pk", "title", "slug", "question", "target", "task", "visibility", "published_at"),
    *("owner__username", "owner__name", "owner__is_active"),
)
STANDS_ON = ("published_version", "published_at", "card")  # of the evaluation of the newest version
LISTED_COLUMNS = (
    "listing__stars",
    "listing__evaluation_id",
    *(f"listing__evaluation__{name}" for name in STANDS_ON),
)


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
    picture: Picture | None = None  # of one that its owner shows first


def make_person(learner: Learner) -> Person:
    return Person(
        username=learner.username,
        name=clean(learner.shown_name, 80),
        url=learner.get_absolute_url(),
        about=clean(learner.about, 200),
        website=learner.website if learner.website.startswith(("http://", "https://")) else "",
    )


def latest_evaluation() -> Subquery:
    return Subquery(
        Evaluation.objects.filter(project=OuterRef("pk")).order_by("-created_at").values("pk")[:1]
    )


def for_rows(projects: ProjectQuerySet) -> QuerySet[Any, Any]:
    """What the rows of listed projects show; cut to a page next. Tuples: a model each would cost more than
    its row."""
    return projects.values_list(*QUERY_COLUMNS, *LISTED_COLUMNS, named=True)


def is_listed(found: Any) -> bool:
    """Whether strangers find it by browsing, as ``Project.objects.listed`` does in the database."""
    return bool(
        found.visibility == Project.Visibility.PUBLIC and found.published_at and found.owner__is_active
    )


def make_rows(found: Iterable[Any]) -> tuple[ProjectRow, ...]:
    """Rows of what ``for_rows`` found."""
    found = list(found)
    without_card = [
        one.listing__evaluation_id
        for one in found
        if one.listing__evaluation_id and not one.listing__evaluation__card
    ]
    read = summarise(without_card) if without_card else {}
    return tuple(
        make_row(one, read.get(one.listing__evaluation_id) or summary_in(one), stars=one.listing__stars or 0)
        for one in found
    )


def rows_in_order(ids: Iterable[int]) -> tuple[ProjectRow, ...]:
    """Rows of listed projects, found by their ids before: databases sort numbers faster than rows."""
    wanted = list(ids)
    rows = for_rows(Project.objects.filter(pk__in=wanted))  # and no more: their ids are the index to use
    found = {one.pk: one for one in rows if is_listed(one)}
    return make_rows(found[pk] for pk in wanted if pk in found)


def summary_in(one: Any) -> EvaluationSummary | None:
    """Of the newest version, where its card was kept."""
    if not one.listing__evaluation__card:
        return None
    return EvaluationSummary(
        id=one.listing__evaluation_id,
        version=one.listing__evaluation__published_version,
        published_at=one.listing__evaluation__published_at,
        kept=one.listing__evaluation__card,
    )


def make_row(found: Any, summary: EvaluationSummary | None, state: str = "", stars: int = 0) -> ProjectRow:
    """``found`` has ``QUERY_COLUMNS``."""
    username = found.owner__username
    return ProjectRow(
        title=clean(found.title),
        question=clean(found.question),
        target=clean(found.target, 60),
        task=TASKS.get(found.task, found.task),
        slug=found.slug,
        url=reverse("project", args=[username, found.slug]),
        owner=Person(
            username, clean(found.owner__name or username, 80), reverse("portfolio", args=[username])
        ),
        published_at=found.published_at,
        visibility=found.visibility,
        summary=summary,
        state=state,
        stars=stars,
    )


def make_draft_rows(owner: Learner) -> tuple[ProjectRow, ...]:
    """The owner's projects that no stranger finds by browsing, with how far each is."""
    unlisted = owner.projects.exclude(pk__in=Project.objects.listed().filter(owner=owner).values("pk"))
    with_latest = unlisted.annotate(latest=latest_evaluation())
    found = list(with_latest.values_list(*QUERY_COLUMNS, "latest", named=True)[:50])
    evaluations = states_of(one.latest for one in found if one.latest)
    return tuple(make_row(one, None, describe_draft(one, evaluations)) for one in found)


def states_of(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Evaluation]:
    return Evaluation.objects.only("id", "status").in_bulk(list(ids))


def describe_draft(found: Any, evaluations: dict[uuid.UUID, Evaluation]) -> str:
    if found.visibility == Project.Visibility.UNLISTED and found.published_at:
        return "unlisted: whoever has the link sees it"
    return say_state(evaluations.get(found.latest))
