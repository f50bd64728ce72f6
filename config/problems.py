"""Errors as pages. The API's answers to the same errors are in ``projects.api.problems``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from projects.api.problems import problem_document
from projects.errors import FirstfitError, NotFound, NotYours


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def answer(request: HttpRequest, error: FirstfitError) -> HttpResponse:
    """The error as a page, or as problem+json below ``/api/``."""
    if wants_json(request):
        document = problem_document(error, request_id=getattr(request, "id", ""))
        return JsonResponse(document, status=error.status, content_type="application/problem+json")
    return error_page(request, error)


def error_page(request: HttpRequest, error: FirstfitError) -> HttpResponse:
    return render(request, "error.html", {"error": error}, status=error.status)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(
        request,
        NotFound(
            "There is no page at this address.", hint="It may have moved, or it is private to somebody."
        ),
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, NotYours("You may not do this."))


class ServerError(FirstfitError):
    status = 500
    code = "server_error"
    title = "Our fault"


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(
        request,
        ServerError("Something of ours broke.", hint="Nothing of yours is lost. Try again in a minute."),
    )


class BadRequest(FirstfitError):
    title = "That request cannot be read"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    hint = "Go back, load the page again, and try once more."
    return answer(request, BadRequest("The browser or script sent something that cannot be read.", hint=hint))


class GrownOld(NotYours):
    title = "This form has grown old"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(
        request,
        GrownOld(
            "It was opened too long ago, or before you logged in. Nothing was changed.",
            code="csrf",
            hint="Go back, load the page again, and send it once more.",
        ),
    )
