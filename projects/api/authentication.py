"""``Authorization: Bearer <token>``."""

from __future__ import annotations

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from projects.models import ApiToken, Learner
from projects.tokens import find_token


class BearerTokenAuthentication(BaseAuthentication):
    """The token's owner; the token itself is ``request.auth``."""

    def authenticate(self, request: Request) -> tuple[Learner, ApiToken] | None:
        scheme, _, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        token = find_token(secret.strip().decode("ascii", "replace"))
        if token is None:
            raise AuthenticationFailed("This token is not known, or it has run out.")
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Firstfit"'
