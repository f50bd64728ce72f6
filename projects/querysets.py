"""Reads, named as sentences. Who may see what is said here once; `access` applies it."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

Visitor = AbstractBaseUser | AnonymousUser


class ApiTokenQuerySet(models.QuerySet):
    def usable(self) -> ApiTokenQuerySet:
        """Tokens that have not run out and whose owner may still log in."""
        live = Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
        return self.filter(live, owner__is_active=True)


class ProjectQuerySet(models.QuerySet):
    def listed(self) -> ProjectQuerySet:
        """Projects that strangers find by browsing."""
        return self.filter(visibility="public", published_at__isnull=False, owner__is_active=True)

    def listed_for(self, user: Visitor) -> ProjectQuerySet:
        """Projects that may stand in a list shown to ``user``: the public ones and their own."""
        public = Q(visibility="public", published_at__isnull=False, owner__is_active=True)
        return self.filter(public | Q(owner=user)) if user.is_authenticated else self.filter(public)

    def readable_by(self, user: Visitor) -> ProjectQuerySet:
        """Projects that ``user`` may open by their address: what is published, and their own."""
        published = Q(
            visibility__in=["public", "unlisted"], published_at__isnull=False, owner__is_active=True
        )
        return self.filter(published | Q(owner=user)) if user.is_authenticated else self.filter(published)

    def with_owner(self) -> ProjectQuerySet:
        return self.select_related("owner")

    def newest_published(self) -> ProjectQuerySet:
        return self.order_by("-published_at", "-id")
