"""People: portfolios, pinned projects, stars, and following."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portfolio.feeds import write_feed
from portfolio.following_page import following_page, news_of, starred_page
from portfolio.follows import (
    Followable,
    Followed,
    dataset_named,
    describe_dataset,
    describe_person,
    describe_tag,
    drop_feed_key,
    follow,
    learner_with_key,
    make_feed_key,
    person_named,
    tag_named,
    unfollow,
)
from portfolio.kept_pages import kept_for_strangers
from portfolio.person_page import portfolio_page
from portfolio.pins import move_pin
from portfolio.sharing.linked_data import as_script, profile_data
from portfolio.stars import star, unstar
from projects.access import project_for_reading, project_for_writing
from projects.requests import LearnerRequest

NO = "no"  # the value of `want` that takes a star or a follow back


@require_safe
@kept_for_strangers
def portfolio(request: HttpRequest, username: str) -> HttpResponse:
    page = portfolio_page(request.user, username, request.GET.get("page", "1"))
    shown = {
        "page": page,
        "arranging": "arrange" in request.GET,
        "linked_data": as_script(profile_data(page)),
    }
    return render(request, "portfolio/portfolio.html", shown)


@login_required
@require_POST
def pin_project(request: LearnerRequest, username: str, slug: str) -> HttpResponse:
    project = project_for_writing(request.user, username, slug)
    move_pin(project, request.POST.get("move", ""))
    return redirect(f"{project.owner.get_absolute_url()}?arrange=1#arrange")


@login_required
@require_POST
def star_project(request: LearnerRequest, username: str, slug: str) -> HttpResponse:
    project = project_for_reading(request.user, username, slug)
    (unstar if request.POST.get("want") == NO else star)(request.user, project)
    return redirect(project)


@login_required
@require_POST
def follow_person(request: LearnerRequest, username: str) -> HttpResponse:
    person = person_named(username)
    return change_follow(request, person, describe_person(person))


@login_required
@require_POST
def follow_tag(request: LearnerRequest, name: str) -> HttpResponse:
    tag = tag_named(name)
    return change_follow(request, tag, describe_tag(tag))


@login_required
@require_POST
def follow_dataset(request: LearnerRequest, username: str, slug: str) -> HttpResponse:
    dataset = dataset_named(request.user, username, slug)
    return change_follow(request, dataset, describe_dataset(dataset))


def change_follow(request: LearnerRequest, followed: Followed, shown: Followable) -> HttpResponse:
    """Back to where the button was pressed: the list of what one follows, or the page itself."""
    (unfollow if request.POST.get("want") == NO else follow)(request.user, followed)
    return redirect("following" if request.POST.get("back") == "following" else shown.url)


@login_required
@never_cache
@require_safe
def following(request: LearnerRequest) -> HttpResponse:
    page = following_page(request.user, request.GET.get("page", "1"))
    return render(request, "portfolio/following.html", {"page": page})


@login_required
@never_cache
@require_safe
def starred(request: LearnerRequest) -> HttpResponse:
    page = starred_page(request.user, request.GET.get("page", "1"))
    return render(request, "portfolio/starred.html", {"page": page})


@login_required
@require_POST
def change_feed(request: LearnerRequest) -> HttpResponse:
    """A new secret address, or none."""
    if request.POST.get("want") == NO:
        drop_feed_key(request.user)
        messages.success(request, "The address of your feed answers no more.")
    else:
        make_feed_key(request.user)
        messages.success(request, "Your feed has a new address. Addresses that it had before answer no more.")
    return redirect("following")


@never_cache
@require_safe
def following_feed(request: HttpRequest, key: str) -> HttpResponseBase:
    """For whoever knows the key. It holds what is public, and shows by that whom its owner follows."""
    rows = news_of(learner_with_key(key))
    content = write_feed("Following", "News of what you follow.", "/following/", request.path, rows)
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response
