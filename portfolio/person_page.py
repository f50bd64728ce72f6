"""The read model of a portfolio: who somebody is, what they can show, what they did last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Count, Q

from evaluations.shown.drawings import show_pictures
from evaluations.shown.words import paragraphs
from portfolio.activity import Happening, activity_of
from portfolio.evidence import Evidence, evidence_of
from portfolio.follows import Followable, describe_person, is_following, person_named
from portfolio.guesses import GuessRecord, guess_record
from portfolio.models import Follow
from portfolio.pins import PINS_MAX, pinned_of
from portfolio.rows import Person, ProjectRow, for_rows, make_draft_rows, make_person, make_rows
from portfolio.steps import StepMap, step_map
from projects.models import BIO_MAX, Learner, Project

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

PAGE_ROWS = 20
ACTIVITY_SHOWN = 8


@dataclass(frozen=True)
class PortfolioPage:
    """``pinned`` stand first, in their owner's order; ``rows`` are the others, newest first."""

    person: Person
    bio: tuple[str, ...]  # paragraphs
    links: tuple[str, ...]
    is_owner: bool
    evidence: Evidence
    guesses: GuessRecord | None
    pinned: tuple[ProjectRow, ...]
    rows: tuple[ProjectRow, ...]
    drafts: tuple[ProjectRow, ...]
    steps: StepMap | None
    activity: tuple[Happening, ...]
    followers: int
    follow: Followable
    number: int
    previous: str
    next: str

    @property
    def all_rows(self) -> tuple[ProjectRow, ...]:
        return self.pinned + self.rows

    @property
    def may_pin(self) -> bool:
        return len(self.pinned) < PINS_MAX

    @property
    def is_introduced(self) -> bool:
        return bool(self.person.about or self.bio or self.links)


def portfolio_page(
    user: Learner | AnonymousUser, username: str, number: str = "1", rows_max: int = PAGE_ROWS
) -> PortfolioPage:
    """Raise ``NotFound`` when there is nobody of that name."""
    learner = person_named(username)
    is_owner = learner.pk == user.pk
    pinned = list(for_rows(pinned_of(learner))[:PINS_MAX])
    others = Project.objects.listed().filter(owner=learner, pin_position__isnull=True).newest_published()
    page = Paginator(for_rows(others), rows_max).get_page(number)
    rows = make_rows([*pinned, *page.object_list])
    return PortfolioPage(
        person=make_person(learner),
        bio=paragraphs(learner.bio, BIO_MAX),
        links=learner.links,
        is_owner=is_owner,
        evidence=evidence_of(learner),
        guesses=guess_record(learner),
        pinned=with_pictures(rows[: len(pinned)]),
        rows=rows[len(pinned) :],
        drafts=make_draft_rows(learner) if is_owner else (),
        steps=step_map(learner, as_owner=is_owner),
        activity=activity_of(learner, ACTIVITY_SHOWN),
        followers=count_followers(learner),
        follow=describe_person(learner, is_followed=not is_owner and is_following(user, learner)),
        number=page.number,
        previous=f"?page={page.previous_page_number()}" if page.has_previous() else "",
        next=f"?page={page.next_page_number()}" if page.has_next() else "",
    )


def with_pictures(rows: tuple[ProjectRow, ...]) -> tuple[ProjectRow, ...]:
    """Pinned projects show where their model is wrong."""
    pictures = show_pictures(row.summary.id for row in rows if row.summary) if rows else {}
    return tuple(replace(row, picture=pictures.get(row.summary.id)) if row.summary else row for row in rows)


def count_followers(learner: Learner) -> int:
    """Whose accounts are open."""
    open_ones = Count("pk", filter=Q(learner__is_active=True))
    return Follow.objects.filter(person=learner).aggregate(number=open_ones)["number"]


def published_rows(learner: Learner, most: int = PAGE_ROWS) -> tuple[ProjectRow, ...]:
    """Newest first, whatever is pinned."""
    return make_rows(for_rows(Project.objects.listed().filter(owner=learner).newest_published())[:most])
