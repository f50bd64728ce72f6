"""Stars: bookmarks of other people's public projects. A count beside a page, never a measure of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from portfolio.kept_pages import turn_edition
from portfolio.models import Listing, Star
from projects.errors import Conflict, QuotaReached
from projects.models import Learner, Project

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True)
class StarState:
    """What a project's page says of stars. ``action``: where the button leads; ``page``: the project's."""

    number: int
    is_starred: bool
    may_star: bool
    action: str
    page: str


def star_state(user: Learner | AnonymousUser, project: Project) -> StarState | None:
    """None for what is not public. Two queries at most."""
    counted = list(Listing.objects.filter(project=project).values_list("stars", flat=True))
    if not counted:
        return None
    (number,) = counted
    known = user.is_authenticated and Star.objects.filter(learner=user, project=project).exists()
    page = project.get_absolute_url()
    return StarState(number, known, project.owner_id != user.pk, f"{page}star/", page)


def star(learner: Learner, project: Project) -> int:
    """Remember the project; the stars that it has now. Starring twice is starring once.

    Raise ``Conflict`` for one's own and for what is not public.
    """
    if project.owner_id == learner.pk:
        raise Conflict(
            "This project is yours.", code="your_own", hint="Stars are for other people's projects."
        )
    with transaction.atomic():
        if not Listing.objects.select_for_update().filter(project=project).exists():
            raise not_public()
        known = Star.objects.filter(learner=learner)
        if not known.filter(project=project).exists():
            refuse_too_many(known.count())
            Star.objects.create(learner=learner, project=project)
        return count_again(project)


def unstar(learner: Learner, project: Project) -> int:
    """Forget the project; the stars that are left."""
    with transaction.atomic():
        Listing.objects.select_for_update().filter(project=project).exists()
        Star.objects.filter(learner=learner, project=project).delete()
        return count_again(project)


def not_public() -> Conflict:
    return Conflict(
        "Only public projects can be starred.",
        code="not_public",
        hint="Keep the link of an unlisted one instead.",
    )


def refuse_too_many(number: int) -> None:
    if number >= settings.LIMITS.stars_per_learner:
        raise QuotaReached(
            f"You have starred {settings.LIMITS.stars_per_learner} projects, the most that are kept.",
            code="star_quota",
            hint="Take some stars back first.",
        )


def count_again(project: Project) -> int:
    """Of learners whose account is open. Whoever calls this holds the listing."""
    number = Star.objects.filter(project=project, learner__is_active=True).count()
    Listing.objects.filter(project=project).update(stars=number)
    turn_edition()
    return number
