"""RFC 9457 problem documents: one shape for every error of the API."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from projects.api.field_problems import FieldProblem, field_problems
from projects.errors import BadInput, FirstfitError, NotFound, TooLarge

CONTENT_TYPE = "application/problem+json"


class RequestProblem(FirstfitError):
    """An error of the request itself, found before any service is called."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        title: str,
        code: str,
        hint: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, code=code, hint=hint)
        self.status = status
        self.title = title
        self.headers = headers or {}


class InvalidFields(BadInput):
    """Several fields may be wrong at once; the sentence is made of theirs."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems[:5]))
        self.problems = problems


def problem_document(error: FirstfitError, *, request_id: str = "") -> dict[str, Any]:
    return {
        "type": f"/api/v1/docs/#{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.sentence,
        "code": error.code,
        "errors": [problem.to_dict() for problem in problems_of(error)],
        "request_id": request_id,
    }


def problems_of(error: FirstfitError) -> list[FieldProblem]:
    if isinstance(error, InvalidFields):
        return error.problems
    return [FieldProblem(error.field, error.sentence, error.code)] if error.field else []


def problem_response(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """REST framework's exception handler. None for what is our fault: Django logs it and answers 500."""
    error = as_error(exc)
    if error is None:
        return None
    set_rollback()
    document = problem_document(error, request_id=getattr(context.get("request"), "id", ""))
    headers = dict(error.headers) if isinstance(error, RequestProblem) else {}
    return Response(document, status=error.status, headers=headers, content_type=CONTENT_TYPE)


def as_error(exc: Exception) -> FirstfitError | None:
    """The error in our own terms; None when it is nothing that a client could have caused."""
    if isinstance(exc, FirstfitError):
        return exc
    if isinstance(exc, exceptions.ValidationError):
        return InvalidFields(field_problems(exc.get_full_details()))
    if isinstance(exc, ValidationError):
        return BadInput(" ".join(exc.messages))
    if isinstance(exc, Http404):
        return NotFound("There is nothing here that you may see.")
    if isinstance(exc, PermissionDenied):
        return of_api_exception(exceptions.PermissionDenied())
    if isinstance(exc, RequestDataTooBig):
        return TooLarge("The request's fields are too large.", hint="Send long content as a file.")
    if isinstance(exc, SuspiciousOperation):
        return of_api_exception(exceptions.ParseError(str(exc)))
    return of_api_exception(exc) if isinstance(exc, exceptions.APIException) else None


TITLES = {
    400: "This request cannot be read",
    401: "Who are you?",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    406: "Only JSON is answered",
    415: "This format is not understood",
    429: "Too fast",
}
CODES = {
    "parse_error": "malformed",
    "authentication_failed": "invalid_token",
    "throttled": "too_many_requests",
    "permission_denied": "not_allowed",
}
HINTS = {
    "malformed": "Check the JSON or the multipart form that was sent.",
    "not_authenticated": "Send “Authorization: Bearer <token>”; tokens are made on /settings/tokens/.",
    "invalid_token": "Make a new one on /settings/tokens/.",
    "insufficient_scope": "Make one on /settings/tokens/.",
    "not_acceptable": "Send “Accept: application/json”, or no Accept header.",
    "too_many_requests": "The headers RateLimit and Retry-After say how many are left and when to go on.",
}


def of_api_exception(exc: exceptions.APIException) -> RequestProblem:
    given = getattr(exc.detail, "code", exc.default_code)
    code = CODES.get(given, given)
    return RequestProblem(
        message_of(exc),
        status=exc.status_code,
        title=TITLES.get(exc.status_code, "That did not work"),
        code=code,
        hint=HINTS.get(code, ""),
        headers=headers_of(exc, code),
    )


def message_of(exc: exceptions.APIException) -> str:
    if isinstance(exc, exceptions.NotAuthenticated):
        return "This needs to know who you are."
    if isinstance(exc, exceptions.NotAcceptable):
        return "The API answers JSON, and the request accepts none."
    if isinstance(exc, exceptions.Throttled):
        return "You have sent more requests than one may in a minute."
    return str(exc.detail)


def headers_of(exc: exceptions.APIException, code: str) -> dict[str, str]:
    headers = {}
    wait = getattr(exc, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(max(1, math.ceil(wait)))
    challenge = getattr(exc, "auth_header", "")
    if code == "insufficient_scope":
        challenge = 'Bearer realm="Firstfit", error="insufficient_scope", scope="write"'
    elif code == "invalid_token":
        challenge = f'{challenge}, error="invalid_token"'
    if challenge:
        headers["WWW-Authenticate"] = challenge
    return headers
