"""Finding public projects: what is asked for, and what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from portfolio.index.entries import correct, find
from portfolio.index.words import tokens_of
from portfolio.narrative import TASKS
from projects.models import Project
from projects.names import make_slug
from projects.querysets import ProjectQuerySet

SIZES = {  # rows from (included) and to (not included)
    "small": ("Below 1,000 rows", 0, 1_000),
    "medium": ("1,000 to 10,000 rows", 1_000, 10_000),
    "large": ("10,000 rows and more", 10_000, 2**31 - 1),
}
SEARCHED = ("title", "question", "target", "owner__username", "owner__name")
LONGEST_QUERY = 100
MATCHES_MAX = 200  # ten pages
STARS = "stars"


@dataclass(frozen=True)
class Search:
    """The state of the explore page; all of it is in its address."""

    q: str = ""
    task: str = ""
    tag: str = ""
    size: str = ""
    beats: str = ""
    sort: str = ""  # STARS, or nothing: the best match, without words the newest

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Search:
        """Anything that is not understood counts as not asked for."""
        words = " ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_QUERY]
        task, size = query.get("task", ""), query.get("size", "")
        return cls(
            q=words,
            task=task if task in TASKS else "",
            tag=make_slug(query.get("tag", ""), fallback="")[:30],
            size=size if size in SIZES else "",
            beats="yes" if query.get("beats") == "yes" else "",
            sort=STARS if query.get("sort") == STARS else "",
        )

    @property
    def is_empty(self) -> bool:
        return self == Search(sort=self.sort)

    def address(self, **changes: str | int) -> str:
        """The query string of this state with some changes; parts that say nothing are left out."""
        parts = {**vars(self), **changes}
        return f"?{urlencode({key: value for key, value in parts.items() if value})}"


@dataclass(frozen=True)
class Found:
    """``ids`` are in the order of the match, or None without words.

    ``projects`` are in the order that was asked for; where none was, the match's counts.
    """

    projects: ProjectQuerySet
    ids: list[int] | None
    corrected: str  # the words that were searched for instead, where those asked for are nowhere


def find_projects(search: Search) -> Found:
    """Public projects that have all the words and all that is asked for."""
    ids, corrected = match(search.q) if search.q else (None, "")
    if ids is None and search.sort != STARS:
        return Found(narrow(search, ids, Project.objects.listed()).newest_published(), ids, corrected)
    # Every listing is of a public project: without conditions on those the ids, or the stars, lead the way.
    found = narrow(search, ids, Project.objects.filter(listing__stars__gte=0, owner__is_active=True))
    return Found(found.order_by("-listing__stars", "-listing__project_id"), ids, corrected)


def match(q: str) -> tuple[list[int], str]:
    """(ids, the corrected words); mistyped words count as the nearest that there are."""
    tokens = tokens_of(q)
    ids = find(tokens, MATCHES_MAX)
    if ids or not tokens:
        return ids, ""
    nearest = correct(tokens)
    ids = find(nearest, MATCHES_MAX) if nearest != tokens else []
    return ids, " ".join(nearest) if ids else ""


def narrow(search: Search, ids: list[int] | None, found: ProjectQuerySet) -> ProjectQuerySet:
    if ids is not None:
        found = found.filter(pk__in=ids)
    if search.task:
        found = found.filter(task=search.task)
    if search.tag:
        found = found.filter(tags__name=search.tag)
    if search.size:
        _, low, high = SIZES[search.size]
        found = found.filter(listing__rows__gte=low, listing__rows__lt=high)
    return found.filter(listing__beats_baseline=True) if search.beats else found


def with_words(found: ProjectQuerySet, q: str) -> ProjectQuerySet:
    """Those in which every word of ``q`` occurs somewhere, drafts included: for lists of one's own."""
    for word in q.split():
        found = found.filter(_anywhere(word))
    return found


def _anywhere(word: str) -> Q:
    matches = Q()
    for field in SEARCHED:
        matches |= Q(**{f"{field}__icontains": word})
    return matches
