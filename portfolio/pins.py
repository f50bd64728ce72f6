"""Pinned projects: up to six public ones in the order in which their owner shows them first."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Case, PositiveSmallIntegerField, Value, When

from portfolio.kept_pages import turn_edition
from projects.errors import BadInput, Conflict
from projects.models import Learner, Project
from projects.querysets import ProjectQuerySet
from projects.services import hold

PINS_MAX = 6
UP, DOWN, ON, OFF = "up", "down", "on", "off"
MOVES = (UP, DOWN, ON, OFF)


def pinned_of(owner: Learner) -> ProjectQuerySet:
    """In order; what is not public any more is not among them."""
    listed: ProjectQuerySet = Project.objects.listed().filter(owner=owner, pin_position__isnull=False)
    return listed.order_by("pin_position", "pk")


def move_pin(project: Project, move: str) -> None:
    """Pin at the end, unpin, or change places with a neighbour; beyond an end nothing changes.

    Raise ``Conflict`` for what is not public and for a seventh.
    """
    if move not in MOVES:
        raise BadInput(f"“{move[:20]}” is no move: {', '.join(MOVES)}.", field="move")
    with transaction.atomic():
        hold(project.owner)
        before = list(pinned_of(project.owner).values_list("pk", flat=True))
        place_pins(project.owner, moved(before, project.pk, move))


def moved(order: list[int], pk: int, move: str) -> list[int]:
    others = [one for one in order if one != pk]
    if move == OFF or (move != ON and pk not in order):
        return others
    if move == ON:
        return order if pk in order else [*order, pk]
    place = order.index(pk) + (1 if move == DOWN else -1)
    place = min(max(place, 0), len(others))
    return [*others[:place], pk, *others[place:]]


def pin_in_order(owner: Learner, slugs: Sequence[str]) -> None:
    """Exactly these, in this order. Raise ``BadInput`` for a name that is none of the owner's projects."""
    with transaction.atomic():
        hold(owner)
        known = dict(owner.projects.filter(slug__in=slugs).values_list("slug", "pk"))
        missing = next((slug for slug in slugs if slug not in known), None)
        if missing is not None:
            raise BadInput(f"You have no project “{missing[:60]}”.", field="projects")
        place_pins(owner, list(dict.fromkeys(known[slug] for slug in slugs)))


def place_pins(owner: Learner, order: list[int]) -> None:
    """Whoever calls this holds the owner."""
    if len(order) > PINS_MAX:
        raise Conflict(
            f"At most {PINS_MAX} projects can be pinned.",
            code="too_many_pins",
            hint="Unpin one first: a few good ones say more.",
        )
    public = set(Project.objects.listed().filter(owner=owner, pk__in=order).values_list("pk", flat=True))
    if public != set(order):
        raise Conflict(
            "Only public projects can be pinned.", code="not_public", hint="Publish it for everybody first."
        )
    owner.projects.filter(pin_position__isnull=False).exclude(pk__in=order).update(pin_position=None)
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(order, start=1)]
    if places:
        owner.projects.filter(pk__in=order).update(
            pin_position=Case(*places, output_field=PositiveSmallIntegerField())
        )
    turn_edition()


def unpin_hidden(project: Project) -> None:
    """What is no longer public keeps no place that another could have."""
    if not project.is_public and project.pin_position is not None:
        project.pin_position = None
        project.save(update_fields=["pin_position"])
