"""Reads for the project addresses, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, Window
from django.db.models.functions import Coalesce, RowNumber

from evaluations.models import Evaluation
from portfolio.search import STARS, with_words
from projects.models import Project, Script
from projects.querysets import ProjectQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from projects.models import Learner

EVALUATIONS_SHOWN = 50
SHOWN = (
    "id",
    "project_id",
    "script_id",
    "status",
    "stage",
    "published_version",
    "created_at",
    "started_at",
    "finished_at",
)


def find_listed(user: Learner | AnonymousUser, asked: Mapping[str, Any]) -> ProjectQuerySet:
    listed = with_stars(user) if asked.get("sort") == STARS else Project.objects.listed_for(user)
    found = with_words(listed, asked.get("q", ""))
    if asked.get("task"):
        found = found.filter(task=asked["task"])
    if asked.get("owner"):
        found = found.filter(owner__username=asked["owner"])
    if asked.get("tag"):
        found = found.filter(tags__name=asked["tag"])
    found = found.select_related("owner", "listing", "dataset_version__dataset").prefetch_related("tags")
    return found.defer("writeup", "writeup_html")


def with_stars(user: Learner | AnonymousUser) -> ProjectQuerySet:
    """For strangers the index of listings leads the way: each is of a public project. Drafts have none."""
    found: ProjectQuerySet
    if user.is_authenticated:
        found = Project.objects.listed_for(user)
        return found.annotate(star_count=Coalesce("listing__stars", 0), place=F("pk"))
    found = Project.objects.filter(listing__stars__gte=0, owner__is_active=True)
    return found.annotate(star_count=F("listing__stars"), place=F("listing__project_id"))


def newest_evaluations(
    user: Learner | AnonymousUser, projects: Iterable[Project], most: int = 1
) -> dict[int, list[Evaluation]]:
    """By project that the user may read: the newest that they may see, without their reports. One query."""
    place = Window(
        RowNumber(), partition_by=F("project_id"), order_by=[F("created_at").desc(), F("id").desc()]
    )
    # The projects are the index to use: asked who may see them, databases look up every public one first.
    found_projects = list(projects)
    own = Q(project_id__in=[project.pk for project in found_projects if project.owner_id == user.pk])
    others = Q(project_id__in=[project.pk for project in found_projects], published_version__isnull=False)
    rows = Evaluation.objects.filter(own | others).annotate(place=place)
    found: dict[int, list[Evaluation]] = defaultdict(list)
    for evaluation in rows.filter(place__lte=most).only(*SHOWN).order_by("project_id", "place"):
        found[evaluation.project_id].append(evaluation)
    return found


def scripts_shown(
    user: Learner | AnonymousUser, project: Project, newest: Iterable[Evaluation]
) -> list[Script]:
    """All of the owner's; for others those that a published version was measured with."""
    scripts = project.scripts.defer("source")
    if project.owner_id != user.pk:
        scripts = scripts.filter(pk__in=[evaluation.script_id for evaluation in newest])
    return list(scripts)
