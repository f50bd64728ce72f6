"""Two evaluations beside each other."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from evaluations.access import evaluation_for_reading
from portfolio.compare_page import compare_page
from portfolio.kept_pages import kept_for_strangers
from projects.access import dataset_version_at
from projects.errors import BadInput


@require_safe
@kept_for_strangers
def compare(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    """``?a=v1&b=v2``; without them, the versions to choose from."""
    page = compare_page(request.user, username, slug, request.GET.get("a", ""), request.GET.get("b", ""))
    status = page.problem.status if page.problem else 200
    return render(request, "portfolio/compare.html", {"page": page}, status=status)


@require_safe
def compare_on_board(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    """``?a=<id>&b=<id>`` of two lines of a board: on to the page of the second's project."""
    dataset_version_at(request.user, username, slug)
    first, second = (read_code(request.GET.get(letter, ""), letter) for letter in ("a", "b"))
    if first == second:
        raise BadInput("Both are the same script.", field="b", hint="Go back and choose another one for B.")
    evaluation_for_reading(request.user, first)
    project = evaluation_for_reading(request.user, second).project
    page = reverse("compare", args=[project.owner.username, project.slug])
    return redirect(f"{page}?a={first}&b={second}")


def read_code(code: str, letter: str) -> uuid.UUID:
    try:
        return uuid.UUID(code)
    except ValueError:
        raise BadInput(
            f"No script is chosen for {letter.upper()}.", field=letter, hint="Go back and choose one."
        ) from None
