from __future__ import annotations

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from projects.models import ApiToken


class ReadOrWriteScope(BasePermission):
    """Anyone may read what is public; writing takes a learner, and of a token the scope ``write``.

    What exactly is readable is the business of ``access``.
    """

    message = "This needs a token with the scope “write”, and yours may only read."
    code = "insufficient_scope"

    def has_permission(self, request: Request, view: object) -> bool:
        if request.method in SAFE_METHODS:
            return True
        if not request.user.is_authenticated:
            return False
        token = request.auth
        return not isinstance(token, ApiToken) or token.scope == ApiToken.Scope.WRITE


class LearnersOnly(ReadOrWriteScope):
    """For what is one's own: reading takes a learner as well."""

    def has_permission(self, request: Request, view: object) -> bool:
        return bool(request.user.is_authenticated) and super().has_permission(request, view)
