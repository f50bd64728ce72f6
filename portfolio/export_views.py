"""Exports as downloads: never opened in a tab of ours, never kept by anybody on the way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portfolio.exports.catalogue import ZIP, format_named
from portfolio.exports.material import gather
from portfolio.exports.site import build_portfolio


@require_safe
def export(request: HttpRequest, username: str, slug: str, code: str) -> HttpResponse:
    """One export; ``?data=no`` names the data by their hash instead of including them."""
    form = format_named(code)
    material = gather(request.user, username, slug, with_data=request.GET.get("data") != "no")
    return as_download(form.build(material), form.filename(material), form.media_type)


@require_safe
def export_portfolio(request: HttpRequest, username: str) -> HttpResponse:
    """Everything public of one learner as one static site."""
    filename, content = build_portfolio(request.user, username)
    return as_download(content, filename, ZIP)


def as_download(content: bytes, filename: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["Cache-Control"] = "private, no-cache"
    return response
