"""Ways to what is public beside search: data sets with their boards, and tags."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portfolio.dataset_page import DatasetPage, dataset_page
from portfolio.follows import describe_dataset, describe_tag, is_following, tag_named
from portfolio.kept_pages import kept_for_strangers, named_by_hash
from portfolio.page import tag_page
from portfolio.sharing.croissant import croissant
from portfolio.sharing.linked_data import as_script
from projects.errors import NotFound


@require_safe
@kept_for_strangers
def tag(request: HttpRequest, name: str) -> HttpResponse:
    page, tag = tag_page(name, request.GET.get("page", "1")), tag_named(name)
    follow = describe_tag(tag, is_followed=is_following(request.user, tag))
    return render(request, "portfolio/tag.html", {"page": page, "follow": follow})


@require_safe
@kept_for_strangers
def dataset(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    page = dataset_page(request.user, username, slug)
    linked_data = as_script(croissant_of(page)) if page.download else ""
    followed = page.version.dataset
    follow = describe_dataset(followed, is_followed=is_following(request.user, followed))
    shown = {"page": page, "linked_data": linked_data, "follow": follow}
    return render(request, "portfolio/dataset.html", shown)


@require_safe
def describe(request: HttpRequest, username: str, slug: str) -> HttpResponseBase:
    """Where the bytes may be had: a description of what nobody may download is no use to anybody."""
    page = dataset_page(request.user, username, slug)
    if not page.download:
        raise NotFound("This data set is not public.")
    return named_by_hash(request, JsonResponse(croissant_of(page)).content, "application/ld+json")


def croissant_of(page: DatasetPage) -> dict:
    return croissant(page.version, url=page.url, download=page.download)
