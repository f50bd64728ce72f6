"""What others fetch to mention a page: preview image, badge, card, oEmbed. Always as a stranger sees it."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from portfolio.kept_pages import named_by_hash
from portfolio.sharing.badge import badge_svg
from portfolio.sharing.embedding import oembed_document, oembed_xml, project_at
from portfolio.sharing.postcard import postcard_of_dataset, postcard_of_person, postcard_png, site_png
from portfolio.sharing.preview import preview_png
from portfolio.sharing.shared import shared_project
from projects.errors import BadInput

SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def preview(request: HttpRequest, username: str, slug: str) -> HttpResponseBase:
    return for_everybody(request, preview_png(shared_project(username, slug)), "image/png")


@require_safe
def site_preview(request: HttpRequest) -> HttpResponseBase:
    return for_everybody(request, site_png(), "image/png")


@require_safe
def person_preview(request: HttpRequest, username: str) -> HttpResponseBase:
    return for_everybody(request, postcard_png(postcard_of_person(username)), "image/png")


@require_safe
def dataset_preview(request: HttpRequest, username: str, slug: str) -> HttpResponseBase:
    return for_everybody(request, postcard_png(postcard_of_dataset(username, slug)), "image/png")


@require_safe
def badge(request: HttpRequest, username: str, slug: str) -> HttpResponseBase:
    """Its colours are in the file itself, which is why it has a policy of its own."""
    svg = badge_svg(shared_project(username, slug)).encode()
    response = for_everybody(request, svg, "image/svg+xml")
    response["Content-Security-Policy"] = SVG_POLICY
    return response


@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # it takes views with arguments too
@xframe_options_exempt
@require_safe
def embed(request: HttpRequest, username: str, slug: str) -> HttpResponseBase:
    """The one page that other sites may frame: nothing in it can be pressed but links out of the frame."""
    card = render(request, "portfolio/embed.html", {"shared": shared_project(username, slug)})
    return named_by_hash(request, card.content, "text/html; charset=utf-8")


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    form = request.GET.get("format", "json")
    if form not in ("json", "xml"):
        return HttpResponse("format is json or xml.", status=501, content_type="text/plain")
    shared = shared_project(*project_at(request.GET.get("url", "")))
    document = oembed_document(shared, size_of(request, "maxwidth"), size_of(request, "maxheight"))
    if form == "xml":
        response = named_by_hash(request, oembed_xml(document), "text/xml; charset=utf-8")
    else:
        response = named_by_hash(request, JsonResponse(document).content, "application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def size_of(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if not asked.isdecimal() or not 1 <= int(asked[:6]) <= 10_000:
        raise BadInput(f"{name} is a number of pixels.", field=name)
    return int(asked)


def for_everybody(request: HttpRequest, content: bytes, media_type: str) -> HttpResponseBase:
    """Other sites may show it."""
    response = named_by_hash(request, content, media_type)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
