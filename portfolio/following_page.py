"""The read models of what is one's own to see: news of what one follows, and what one has starred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Paginator
from django.urls import reverse

from evaluations.models import Evaluation
from evaluations.summary import summarise
from portfolio.follows import Followable, describe_follow, follows_of
from portfolio.models import FeedKey
from portfolio.news import news_versions
from portfolio.rows import ProjectRow, for_rows, make_row, make_rows
from projects.models import Learner, Project
from projects.querysets import ProjectQuerySet

PAGE_ROWS = 20
PAGES_MAX = 50  # of news: who wants older ones asks the portfolio


@dataclass(frozen=True)
class FollowingPage:
    """``feed``: the secret address of the feed, empty while there is none."""

    follows: tuple[Followable, ...]
    rows: tuple[ProjectRow, ...]
    feed: str
    previous: str
    next: str


@dataclass(frozen=True)
class StarredPage:
    total: int
    rows: tuple[ProjectRow, ...]
    previous: str
    next: str


def following_page(learner: Learner, number: str = "1") -> FollowingPage:
    place = read_number(number)
    first = (place - 1) * PAGE_ROWS
    # One more than is shown tells whether there is a next page: counting all would look at all.
    found = list(news_versions(learner)[first : first + PAGE_ROWS + 1])
    key = FeedKey.objects.filter(learner=learner).values_list("key", flat=True).first()
    return FollowingPage(
        follows=tuple(describe_follow(one) for one in follows_of(learner)),
        rows=version_rows(found[:PAGE_ROWS]),
        feed=reverse("following_feed", args=[key]) if key else "",
        previous=f"?page={place - 1}" if place > 1 else "",
        next=f"?page={place + 1}" if len(found) > PAGE_ROWS and place < PAGES_MAX else "",
    )


def read_number(text: str) -> int:
    """Of a page, whatever is sent."""
    digits = text[:6]
    return min(max(int(digits), 1), PAGES_MAX) if digits.isascii() and digits.isdecimal() else 1


def news_of(learner: Learner) -> tuple[ProjectRow, ...]:
    """The newest versions of what the learner follows."""
    return version_rows(news_versions(learner)[:PAGE_ROWS])


def version_rows(versions: Iterable[Evaluation]) -> tuple[ProjectRow, ...]:
    """One row for each published version, dated by it. Three queries for any number."""
    found = list(versions)
    projects = for_rows(Project.objects.filter(pk__in={one.project_id for one in found}))
    by_id = {project.pk: project for project in projects}
    summaries = summarise(one.pk for one in found)
    rows = [(one, by_id[one.project_id], summaries.get(one.pk)) for one in found]
    return tuple(
        replace(
            make_row(project, summary, stars=project.listing__stars or 0),
            published_at=one.published_at,
            version=one.published_version or 0,
        )
        for one, project, summary in rows
    )


def starred_by(learner: Learner) -> ProjectQuerySet:
    """Newest star first. What is not public any more is not among them."""
    listed: ProjectQuerySet = Project.objects.listed().filter(stars__learner=learner)
    return listed.order_by("-stars__created_at", "-stars__id")


def starred_page(learner: Learner, number: str = "1") -> StarredPage:
    page = Paginator(for_rows(starred_by(learner)), PAGE_ROWS).get_page(number)
    return StarredPage(
        total=page.paginator.count,
        rows=make_rows(page.object_list),
        previous=f"?page={page.previous_page_number()}" if page.has_previous() else "",
        next=f"?page={page.next_page_number()}" if page.has_next() else "",
    )
