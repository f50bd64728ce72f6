"""Finding public projects: what is asked for, what is found, and how many there are of each kind."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.core.cache import caches
from django.db.models import Count, Q

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
MATCHES_MAX = 500
TAGS_SHOWN = 12
STARS = "stars"
COUNTS_KEPT_SECONDS = 60


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
        return not any(asdict(replace(self, sort="")).values())

    def address(self, **changes: str | int) -> str:
        """The query string of this state with some changes; parts that say nothing are left out."""
        parts = {**asdict(self), **changes}
        return f"?{urlencode({key: value for key, value in parts.items() if value})}"


@dataclass(frozen=True)
class Choice:
    """One value of a facet. ``address`` turns it on, or off where it is on."""

    label: str
    count: int
    address: str
    is_on: bool


@dataclass(frozen=True)
class Facet:
    title: str
    choices: tuple[Choice, ...]


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
    found = narrow(search, ids)
    if search.sort == STARS:
        # A condition on the listing makes the join an inner one: then the index gives the order.
        found = found.filter(listing__stars__gte=0).order_by("-listing__stars", "-listing__project_id")
    return Found(found, ids, corrected)


def match(q: str) -> tuple[list[int], str]:
    """(ids, the corrected words); mistyped words count as the nearest that there are."""
    tokens = tokens_of(q)
    ids = find(tokens, MATCHES_MAX)
    if ids or not tokens:
        return ids, ""
    nearest = correct(tokens)
    ids = find(nearest, MATCHES_MAX) if nearest != tokens else []
    return ids, " ".join(nearest) if ids else ""


def narrow(search: Search, ids: list[int] | None) -> ProjectQuerySet:
    found: ProjectQuerySet = Project.objects.listed().newest_published()
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


def count_facets(search: Search, ids: list[int] | None) -> tuple[Facet, ...]:
    """How many there would be with each choice, the other facets as they are. Kept for a minute."""
    key = "facets." + hashlib.sha256(repr((asdict(search), ids)).encode()).hexdigest()
    known: tuple[Facet, ...] | None = caches["pages"].get(key)
    if known is None:
        known = make_facets(search, ids)
        caches["pages"].set(key, known, COUNTS_KEPT_SECONDS)
    return known


def make_facets(search: Search, ids: list[int] | None) -> tuple[Facet, ...]:
    """Four queries."""
    tasks = group(narrow(replace(search, task=""), ids), "task")
    tags = group(narrow(replace(search, tag=""), ids).filter(tags__isnull=False), "tags__name")
    sizes = (
        narrow(replace(search, size=""), ids)
        .order_by()
        .aggregate(
            **{
                code: Count("pk", filter=Q(listing__rows__gte=low, listing__rows__lt=high))
                for code, (_, low, high) in SIZES.items()
            }
        )
    )
    beating = narrow(replace(search, beats="yes"), ids).count()
    common = sorted(tags, key=lambda name: (-tags[name], name))[:TAGS_SHOWN]
    return (
        facet(search, "task", "Predicts", {code: (TASKS[code], tasks.get(code, 0)) for code in TASKS}),
        facet(search, "beats", "Result", {"yes": ("Beats its baseline", beating)}),
        facet(search, "size", "Size", {code: (SIZES[code][0], sizes[code]) for code in SIZES}),
        facet(search, "tag", "Tags", {name: (name, tags[name]) for name in common}),
    )


def group(found: ProjectQuerySet, column: str) -> dict[str, int]:
    rows = found.order_by().values_list(column).annotate(number=Count("pk", distinct=True))
    return dict(rows)


def facet(search: Search, name: str, title: str, values: Mapping[str, tuple[str, int]]) -> Facet:
    """Choices with nothing behind them are left out, unless they are on."""
    now = getattr(search, name)
    choices = (
        Choice(label, count, search.address(**{name: "" if now == code else code}), now == code)
        for code, (label, count) in values.items()
        if count or now == code
    )
    return Facet(title, tuple(choices))


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
