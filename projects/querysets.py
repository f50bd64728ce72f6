"""Reads, named as sentences. Who may see what is said here once; `access` applies it."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

Visitor = AbstractBaseUser | AnonymousUser


def is_listed(path: str = "") -> Q:
    """Of projects that strangers find by browsing. ``path``: from the model that is asked to its project.

    By a join and not ``project__in=…``: for that, databases look up every public project first.
    """
    return Q(
        **{
            f"{path}visibility": "public",
            f"{path}published_at__isnull": False,
            f"{path}owner__is_active": True,
        }
    )


def is_readable(user: Visitor, path: str = "") -> Q:
    """Of projects that ``user`` may open by their address: what is published, and their own."""
    published = Q(
        **{
            f"{path}visibility__in": ["public", "unlisted"],
            f"{path}published_at__isnull": False,
            f"{path}owner__is_active": True,
        }
    )
    return published | Q(**{f"{path}owner": user}) if user.is_authenticated else published


class ApiTokenQuerySet(models.QuerySet):
    def usable(self) -> ApiTokenQuerySet:
        """Tokens that have not run out and whose owner may still log in."""
        live = Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
        return self.filter(live, owner__is_active=True)


class ProjectQuerySet(models.QuerySet):
    def listed(self) -> ProjectQuerySet:
        """Projects that strangers find by browsing."""
        return self.filter(is_listed())

    def listed_for(self, user: Visitor) -> ProjectQuerySet:
        """Projects that may stand in a list shown to ``user``: the public ones and their own."""
        return self.filter(is_listed() | Q(owner=user)) if user.is_authenticated else self.listed()

    def readable_by(self, user: Visitor) -> ProjectQuerySet:
        """Projects that ``user`` may open by their address."""
        return self.filter(is_readable(user))

    def with_owner(self) -> ProjectQuerySet:
        return self.select_related("owner")

    def newest_published(self) -> ProjectQuerySet:
        return self.order_by("-published_at", "-id")
