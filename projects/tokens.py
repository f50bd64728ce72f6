"""API tokens: 256 random bits, shown once, kept as a SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from projects.errors import NotFound
from projects.models import ApiToken, Learner

PREFIX = "ff_"
USE_IS_NOTED_EVERY = timedelta(minutes=5)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def create_token(
    *, owner: Learner, name: str, scope: str = ApiToken.Scope.READ, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token and its secret. The secret cannot be had again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        owner=owner, name=name, scope=scope, expires_at=expires_at, digest=digest(secret), hint=secret[:8]
    )
    return token, secret


def earlier(expires_at: datetime | None, maker: ApiToken | None) -> datetime | None:
    """The expiry of a token that ``maker`` makes: it lives no longer than the maker itself."""
    if maker is None or maker.expires_at is None:
        return expires_at
    return min(expires_at or maker.expires_at, maker.expires_at)


def find_token(secret: str) -> ApiToken | None:
    """The usable token with this secret, its last use noted (at most once in five minutes)."""
    token = ApiToken.objects.usable().select_related("owner").filter(digest=digest(secret)).first()
    if token is not None:
        note_use(token)
    return token


def note_use(token: ApiToken) -> None:
    now = timezone.now()
    long_ago = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USE_IS_NOTED_EVERY)
    ApiToken.objects.filter(long_ago, pk=token.pk).update(last_used_at=now)


def revoke_token(owner: Learner, pk: int) -> None:
    """Scripts that use it are refused from now on. Raise ``NotFound`` unless it is the owner's."""
    deleted, _ = owner.api_tokens.filter(pk=pk).delete()
    if not deleted:
        raise NotFound(f"There is no token {pk} of yours.")
