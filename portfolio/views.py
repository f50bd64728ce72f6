"""The public face: home, explore, portfolios, project pages, and what an owner does with one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluations.answers import answers_of
from evaluations.figures.scoreline import score_line_svg
from evaluations.openings import openings_so_far
from evaluations.shown.checks import show_checks
from portfolio import services
from portfolio.exports.catalogue import FORMATS
from portfolio.forms import ProjectForm, PublishForm
from portfolio.kept_pages import kept_for_strangers
from portfolio.page import ProjectPage, explore_page, home_page, newest_finished, project_page
from portfolio.search import TASKS, Search
from portfolio.sharing.badge import NOT_MEASURED
from portfolio.sharing.citation import bibtex
from portfolio.sharing.embedding import make_snippets
from portfolio.sharing.linked_data import as_script, project_data
from portfolio.stars import star_state
from portfolio.tagging import tag_project
from portfolio.writeup import render_writeup
from projects.access import project_for_reading, project_for_writing
from projects.errors import FirstfitError
from projects.licences import with_licence
from projects.models import Project
from projects.services import delete_project, load_bytes

ANSWER = "answer-"  # and the code of an issue: the fields of the publish page


@require_safe
@kept_for_strangers
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portfolio/home.html", {"page": home_page()})


@require_safe
@kept_for_strangers
def explore(request: HttpRequest) -> HttpResponse:
    page = explore_page(Search.from_query(request.GET.dict()), request.GET.get("page", "1"))
    return render(request, "portfolio/explore.html", {"page": page, "tasks": TASKS})


@require_safe
@kept_for_strangers
def project(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    page = project_page(request.user, username, slug)
    context = {"page": page, "publish_form": PublishForm(), "formats": FORMATS.values()}
    context["star"] = star_state(request.user, page.project) if page.project.is_public else None
    if page.is_published:
        context |= sharing_of(page)
    return render(request, "portfolio/project.html", context)


def sharing_of(page: ProjectPage) -> dict[str, Any]:
    """What a published page says of itself to those who mention it."""
    place = (page.owner.username, page.project.slug)
    line = page.report.line if page.report else NOT_MEASURED
    return {
        "snippets": make_snippets(*place, page.title, page.url),
        "badge": mark_safe(score_line_svg(line, "badge")),  # noqa: S308  (drawn by us, labels escaped there)
        "citation": bibtex(page),
        "linked_data": as_script(project_data(page)),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    found = project_for_writing(request.user, username, slug)
    form = ProjectForm(request.POST or None, instance=found)
    if request.method != "POST":
        return edit_page(request, found, form)
    if not form.is_valid():
        return edit_page(request, found, form, status=422)
    if "preview" in request.POST:
        return edit_page(request, found, form, preview=render_writeup(form.cleaned_data["writeup"]))
    services.describe(project=found, title=form.cleaned_data["title"], question=form.cleaned_data["question"])
    services.write_up(project=found, markdown=form.cleaned_data["writeup"])
    tag_project(found, form.cleaned_data["tags"])
    messages.success(request, "Saved.")
    return redirect(found)


def edit_page(
    request: HttpRequest, found: Project, form: ProjectForm, *, preview: str | None = None, status: int = 200
) -> HttpResponse:
    """``form`` may have written unsaved words into ``found``: the page's head comes from the stored row."""
    stored = Project.objects.select_related("owner", "dataset_version__dataset").get(pk=found.pk)
    context = {"project": stored, "form": form, "preview": preview}
    return render(request, "portfolio/project_edit.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def project_publish(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    """What publishing means, with a field for the answer to each open issue."""
    found = project_for_writing(request.user, username, slug)
    if request.method != "POST":
        return publish_page(request, found)
    visibility = request.POST.get("visibility", Project.Visibility.PUBLIC)
    try:
        published = services.publish(project=found, visibility=visibility, answers=answers_sent(request))
    except FirstfitError as error:
        if error.code not in ("unanswered_issues", "bad_reason"):
            raise
        return publish_page(request, found, error)
    whom = "everybody" if published.is_public else "whoever has the link"
    messages.success(request, f"Published: {whom} can read this page now.")
    return redirect(published)


def answers_sent(request: HttpRequest) -> dict[str, str]:
    """By the code of the issue."""
    sent = ((name, request.POST.get(name, "")) for name in request.POST if name.startswith(ANSWER))
    return {name.removeprefix(ANSWER): text for name, text in sent}


def publish_page(request: HttpRequest, found: Project, error: FirstfitError | None = None) -> HttpResponse:
    evaluation, sent = newest_finished(found), answers_sent(request)
    checks = show_checks(evaluation.checks.all(), answers_of(evaluation)) if evaluation else None
    shown = {
        "project": found,
        "evaluation": evaluation,
        "unanswered": [(check, sent.get(check.code, "")) for check in checks.unanswered] if checks else [],
        "openings": openings_so_far(evaluation) if evaluation else 0,
        "form": PublishForm(request.POST or None),
        "problem": error.sentence if error else "",
    }
    return render(request, "portfolio/publish.html", shown, status=error.status if error else 200)


@login_required
@require_POST
def project_unpublish(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    found = project_for_writing(request.user, username, slug)
    services.unpublish(found)
    messages.success(request, "This page is private again: only you can read it.")
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def project_delete(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    found = project_for_writing(request.user, username, slug)
    if request.method != "POST":
        return render(request, "portfolio/project_delete.html", {"project": found})
    delete_project(found)
    messages.success(request, f"“{found.title}” is deleted.")
    return redirect("portfolio", found.owner.username)


@require_safe
def project_file(request: HttpRequest, username: str, slug: str) -> HttpResponse:
    """The bytes as they were uploaded, as a download that no browser opens as a page."""
    version = project_for_reading(request.user, username, slug).dataset_version
    response = HttpResponse(load_bytes(version), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, version.filename)
    return with_licence(response, version.dataset.license)
