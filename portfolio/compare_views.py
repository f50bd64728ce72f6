"""Two evaluations beside each other."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portfolio.compare_page import compare_page
from portfolio.kept_pages import kept_for_strangers


@require_safe
@kept_for_strangers
def compare(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    """``?a=v1&b=v2``; without them, the versions to choose from."""
    page = compare_page(request.user, username, slug, request.GET.get("a", ""), request.GET.get("b", ""))
    status = page.problem.status if page.problem else 200
    return render(request, "portfolio/compare.html", {"page": page}, status=status)
