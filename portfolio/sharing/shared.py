"""One published project in the few words and numbers that stand where it is mentioned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from evaluations.figures.text import clean
from evaluations.summary import EvaluationSummary, summarise
from portfolio.narrative import describe_project
from portfolio.rows import Person, make_person
from projects.access import project_for_reading


@dataclass(frozen=True)
class Shared:
    """``summary`` is None where no version is published."""

    title: str
    question: str
    owner: Person
    url: str
    slug: str
    published_at: datetime | None
    summary: EvaluationSummary | None
    description: str

    @property
    def absolute_url(self) -> str:
        return settings.SITE_URL + self.url


def shared_project(owner: str, slug: str) -> Shared:
    """As a stranger sees it: what others fetch and keep never shows what only an owner may see.

    Raise ``NotFound`` for what is not published. Six queries.
    """
    project = project_for_reading(AnonymousUser(), owner, slug)
    newest = project.evaluations.published().order_by("-published_version").values_list("pk", flat=True)
    summary = next(iter(summarise(newest[:1]).values()), None)
    return Shared(
        title=clean(project.title),
        question=clean(project.question),
        owner=make_person(project.owner),
        url=project.get_absolute_url(),
        slug=project.slug,
        published_at=project.published_at,
        summary=summary,
        description=describe_project(project.question, project.target, summary),
    )
