"""Following: people, tags and data sets whose new publications one wants to hear of."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from evaluations.figures.text import clean
from portfolio.kept_pages import turn_edition
from portfolio.models import FeedKey, Follow
from projects.access import dataset_version_at
from projects.errors import Conflict, NotFound, QuotaReached
from projects.models import Dataset, Learner, Project, Tag
from projects.services import hold

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

Followed = Learner | Tag | Dataset
FIELDS: dict[type, str] = {Learner: "person", Tag: "tag", Dataset: "dataset"}


@dataclass(frozen=True)
class Followable:
    """Something to follow as a page shows it: what it is called, where it is, where its button leads."""

    kind: str
    name: str
    url: str
    action: str
    is_followed: bool = True


def person_named(username: str) -> Learner:
    """Raise ``NotFound`` when there is nobody of that name."""
    found = Learner.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise NotFound(f"There is nobody named {clean(username, 40)} here.")
    return found


def tag_named(name: str) -> Tag:
    """Raise ``NotFound`` when nothing public has the tag."""
    public = Project.objects.listed().filter(tags__name=name)
    found = Tag.objects.filter(name=name).first() if public.exists() else None
    if found is None:
        raise NotFound(f"Nothing public is tagged “{clean(name, 40)}”.")
    return found


def dataset_named(user: Learner | AnonymousUser, username: str, slug: str) -> Dataset:
    """Raise ``NotFound`` unless ``user`` may see it."""
    return dataset_version_at(user, username, slug).dataset


def follow(learner: Learner, followed: Followed) -> None:
    """Following twice is following once. Raise ``Conflict`` for oneself."""
    if isinstance(followed, Learner) and followed.pk == learner.pk:
        raise Conflict("This is you.", code="your_own", hint="Follow somebody else.")
    with transaction.atomic():
        hold(learner)
        known = Follow.objects.filter(learner=learner)
        if known.filter(**named(followed)).exists():
            return
        if known.count() >= settings.LIMITS.follows_per_learner:
            raise QuotaReached(
                f"You follow {settings.LIMITS.follows_per_learner} people, tags and data sets already.",
                code="follow_quota",
                hint="Let go of some first.",
            )
        Follow.objects.create(learner=learner, **named(followed))
        turn_edition()


def unfollow(learner: Learner, followed: Followed) -> None:
    with transaction.atomic():
        if Follow.objects.filter(learner=learner, **named(followed)).delete()[0]:
            turn_edition()


def named(followed: Followed) -> dict[str, Followed]:
    return {FIELDS[type(followed)]: followed}


def is_following(user: Learner | AnonymousUser, followed: Followed) -> bool:
    return user.is_authenticated and Follow.objects.filter(learner=user, **named(followed)).exists()


def follows_of(learner: Learner) -> QuerySet[Follow]:
    """Newest first, without what nobody can see any more: closed accounts, tags and data sets without
    anything public."""
    listed = Project.objects.listed().order_by()
    shown = (
        Q(person__is_active=True)
        | Q(Exists(listed.filter(tags=OuterRef("tag"))))
        | Q(Exists(listed.filter(dataset_version__dataset=OuterRef("dataset"))))
    )
    found = Follow.objects.filter(shown, learner=learner)
    return found.select_related("person", "tag", "dataset__owner")


def describe_follow(one: Follow) -> Followable:
    if one.person is not None:
        return describe_person(one.person)
    return describe_tag(one.tag) if one.tag is not None else describe_dataset(one.dataset)  # type: ignore[arg-type]


def describe_person(person: Learner, *, is_followed: bool = True) -> Followable:
    action = reverse("follow_person", args=[person.username])
    return Followable("person", clean(person.shown_name, 80), person.get_absolute_url(), action, is_followed)


def describe_tag(tag: Tag, *, is_followed: bool = True) -> Followable:
    action = reverse("follow_tag", args=[tag.name])
    return Followable("tag", tag.name, reverse("tag", args=[tag.name]), action, is_followed)


def describe_dataset(dataset: Dataset, *, is_followed: bool = True) -> Followable:
    place = [dataset.owner.username, dataset.slug]
    page, action = reverse("dataset", args=place), reverse("follow_dataset", args=place)
    return Followable("dataset", clean(dataset.name, 80), page, action, is_followed)


def make_feed_key(learner: Learner) -> str:
    """A new secret address for the learner's feed; one that was given before answers no more."""
    key = secrets.token_urlsafe(32)
    FeedKey.objects.update_or_create(learner=learner, defaults={"key": key})
    return key


def drop_feed_key(learner: Learner) -> None:
    FeedKey.objects.filter(learner=learner).delete()


def learner_with_key(key: str) -> Learner:
    """Raise ``NotFound`` for a key that is none (any more)."""
    found = FeedKey.objects.filter(key=key, learner__is_active=True).select_related("learner").first()
    if found is None:
        raise NotFound("This address of a feed is not in use.")
    return found.learner
