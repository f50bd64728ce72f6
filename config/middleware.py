"""A number for each request, and domain errors as pages."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header

from config.interpreter import with_room
from config.problems import error_page
from projects.errors import FirstfitError

GetResponse = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: GetResponse) -> GetResponse:
    """``request.id``, answered as ``X-Request-ID``: what a learner quotes and an operator greps for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:16]  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response

    return middleware


def room_for_frames(get_response: GetResponse) -> GetResponse:
    """Outermost: see ``interpreter.with_room``."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response: HttpResponse = with_room(get_response, request)
        return response

    return middleware


def private_unless_said(get_response: GetResponse) -> GetResponse:
    """What was made for one reader is kept by that reader's browser at most, and asked for again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if has_vary_header(response, "Cookie"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


READS = ("GET", "HEAD")
CORS_EXPOSED = (
    "Content-Disposition, ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, "
    "Retry-After, WWW-Authenticate, X-Request-ID"
)
CORS_ALLOWED = "Accept, Authorization, If-None-Match, Last-Event-ID"


def cross_origin_reads(get_response: GetResponse) -> GetResponse:
    """Pages of other sites may read the API, with a token at most: never with a visitor's session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return preflight(request)
        response = get_response(request)
        if request.method in READS:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = CORS_EXPOSED
        return response

    return middleware


def preflight(request: HttpRequest) -> HttpResponse:
    """Without a word of permission for anything but reading."""
    response = HttpResponse(status=204)
    if request.headers["Access-Control-Request-Method"] in READS:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = ", ".join(READS)
        response["Access-Control-Allow-Headers"] = CORS_ALLOWED
        response["Access-Control-Max-Age"] = "86400"
    return response


class problem_pages:  # noqa: N801  (middleware is named like the functions beside it)
    """Answers a domain error that a view did not catch with a page that says what to do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return error_page(request, exception) if isinstance(exception, FirstfitError) else None
