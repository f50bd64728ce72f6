"""From a file to a report, in the browser: upload, question, progress, and what comes after."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRefresh

from evaluations.access import evaluation_for_reading, evaluation_for_writing
from evaluations.core.protocol import Protocol
from evaluations.forms import NewScriptForm, QuestionForm, UploadForm
from evaluations.intake import make_protocol
from evaluations.models import Evaluation
from evaluations.page import evaluation_page
from evaluations.progress import progress_of
from evaluations.reading_form import ReadingForm
from evaluations.services import (
    Question,
    ask,
    cancel_evaluation,
    receive_dataset,
    request_evaluation,
    try_script,
)
from evaluations.shown.progress import show_end, show_progress
from evaluations.shown.question import (
    explain_suggestion,
    group_options,
    metric_options,
    show_decided,
    show_file,
    target_options,
    task_options,
    time_options,
)
from projects.access import dataset_version_of, project_for_writing
from projects.errors import FirstfitError, NotFound
from projects.forms import show_error
from projects.models import DatasetVersion, Learner, Project, Script
from projects.requests import LearnerRequest, PageRequest
from projects.uploads import refuse_if_cut_short

RECENT = 5


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload_data(request: LearnerRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    status = 200
    if request.method == "POST":
        try:
            refuse_if_cut_short(request)
            if form.is_valid():
                version = receive_dataset(owner=request.user, upload=form.cleaned_data["data"])
                return redirect("new_question", version.pk)
            status = 422
        except FirstfitError as error:
            show_error(form, error)
            status = error.status
    shown = {"form": form, "recent": recent_uploads(request.user)}
    return render(request, "evaluations/new.html", shown, status=status)


def recent_uploads(learner: Learner) -> list[DatasetVersion]:
    """Without their profiles, which may be large."""
    versions = DatasetVersion.objects.filter(dataset__owner=learner).select_related("dataset")
    return list(versions.defer("profile", "reading", "notes").order_by("-created_at")[:RECENT])


# A question


@login_required
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_question(request: LearnerRequest, pk: int) -> HttpResponse:
    """A GET may name ``target`` and ``task``: what follows from them is shown, to htmx as a fragment."""
    version = dataset_version_of(request.user, pk)
    if request.method == "POST":
        return answer_question(request, version)
    wishes = {"target": version.profile["suggested_target"] or "", **request.GET.dict()}
    return question_page(request, version, QuestionForm(initial=wishes), wishes)


def answer_question(request: LearnerRequest, version: DatasetVersion) -> HttpResponse:
    form, status = QuestionForm(request.POST, request.FILES), 422
    try:
        refuse_if_cut_short(request)
        if form.is_valid():
            evaluation = ask(
                owner=request.user,
                version=version,
                script=form.given_script(),
                asked=question_of(form.cleaned_data),
            )
            return redirect(evaluation)
    except FirstfitError as error:
        show_error(form, error, field=form.field_of(error.field))
        status = error.status
    return question_page(request, version, form, request.POST.dict(), status=status)


def question_of(wanted: dict[str, Any]) -> Question:
    # The title is settled here, so that an untitled question is not taken for an older, titled one.
    return Question(
        target=wanted["target"],
        title=wanted["title"] or f"Predicting {wanted['target']}"[:120],
        question=wanted["question"],
        task=wanted["task"],
        metric=wanted["metric"],
        group=wanted["group"],
        time=wanted["time"],
        guess=wanted["guess"],
        certainty=wanted["certainty"],
    )


def question_page(
    request: LearnerRequest,
    version: DatasetVersion,
    form: QuestionForm,
    wishes: dict[str, Any],
    *,
    status: int = 200,
    reading_form: ReadingForm | None = None,
) -> HttpResponse:
    group, time = wishes.get("group", ""), wishes.get("time", "")
    protocol, problem = decide(version, wishes.get("target", ""), wishes.get("task", ""), group, time)
    form.offer(
        targets=[("", "Choose a column"), *target_options(version.profile)],
        tasks=task_options(),
        metrics=metric_options(protocol.task if protocol else wishes.get("task", "")),
        groups=group_options(version.profile, wishes.get("target", "")),
        times=time_options(version.profile, wishes.get("target", "")),
    )
    shown = {
        "version": version,
        "form": form,
        "decided": show_decided(version, protocol) if protocol else None,
        "problem": None if form.is_bound else problem,  # a form that was sent says it beside the field
        "is_open": any(wishes.get(name) for name in ("task", "metric", "group", "time")),
    }
    if request.htmx:
        return render(request, "evaluations/_decided_answer.html", shown)
    shown["reading_form"] = reading_form or ReadingForm(version.reading)
    shown |= {"file": show_file(version), "why_suggested": explain_suggestion(version.profile)}
    return render(request, "evaluations/question.html", shown, status=status)


def decide(
    version: DatasetVersion, target: str, task: str, group: str = "", time: str = ""
) -> tuple[Protocol | None, FirstfitError | None]:
    """The protocol that follows, and what is wrong with the wishes; neither while no target is chosen.

    A wish that does not fit is named, and what would be decided without any is shown all the same.
    """
    if not target:
        return None, None
    try:
        wishes = {"target": target, "task": task, "group": group, "time": time}
        return make_protocol(version.profile, version.sha256, **wishes), None
    except FirstfitError as error:
        return (decide(version, target, "")[0] if task or group or time else None), error


# An evaluation


@never_cache
@require_safe
def show_evaluation(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Progress, then the report, or why there is none. Whether a private one exists is told to nobody."""
    try:
        evaluation = evaluation_for_reading(request.user, pk)
    except NotFound:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())
    return render(request, "evaluations/evaluation.html", state_of(request, evaluation))


def state_of(request: PageRequest, evaluation: Evaluation) -> dict[str, object]:
    is_owner = evaluation.project.owner_id == request.user.pk
    shown: dict[str, object] = {"evaluation": evaluation, "project": evaluation.project, "is_owner": is_owner}
    if evaluation.is_active:
        shown["progress"] = show_progress(evaluation, progress_of(evaluation))
    elif evaluation.status == Evaluation.Status.SUCCEEDED:
        shown["page"] = evaluation_page(evaluation)
        shown["can_publish"] = is_owner and is_newest_report(evaluation)
    else:
        shown["end"] = show_end(evaluation)
        shown["form"] = retry_form(evaluation)
    return shown


def is_newest_report(evaluation: Evaluation) -> bool:
    """Publishing pins the newest: only its own page offers that."""
    later = evaluation.project.evaluations.filter(created_at__gt=evaluation.created_at)
    is_pinned = evaluation.published_version is not None
    return not is_pinned and not later.filter(status=Evaluation.Status.SUCCEEDED).exists()


def retry_form(evaluation: Evaluation) -> NewScriptForm:
    code = evaluation.script.source if evaluation.script else ""
    return NewScriptForm(initial={"code": code, "again": evaluation.pk})


@never_cache
@require_safe
def poll_progress(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """The part of the page that changes; once it is over, htmx is told to load the page anew."""
    evaluation = evaluation_for_reading(request.user, pk)
    if request.htmx and evaluation.is_done:
        return HttpResponseClientRefresh()
    return render(request, "evaluations/_progress.html", state_of(request, evaluation))


@login_required
@require_POST
def stop_evaluation(request: LearnerRequest, pk: uuid.UUID) -> HttpResponse:
    evaluation = evaluation_for_writing(request.user, pk)
    try:
        cancel_evaluation(evaluation)
    except FirstfitError as error:
        messages.warning(request, error.sentence)
    return redirect(evaluation)


# Another try


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate_again(request: LearnerRequest, username: str, slug: str) -> HttpResponse:
    """A new version of the project's script, or the same again after an evaluation that gave no scores."""
    project = project_for_writing(request.user, username, slug)
    last = project.scripts.first()
    if request.method != "POST":
        form = NewScriptForm(initial={"code": last.source if last else ""})
        return new_script_page(request, project, form, last)
    form, status = NewScriptForm(request.POST, request.FILES), 422
    try:
        refuse_if_cut_short(request)
        if form.is_valid():
            return redirect(try_again(project, form))
    except FirstfitError as error:
        show_error(form, error, field=form.field_of(error.field))
        status = error.status
    return new_script_page(request, project, form, last, status=status)


def try_again(project: Project, form: NewScriptForm) -> Evaluation:
    upload = form.given_script()
    if upload is not None:
        return try_script(project=project, upload=upload, **form.expected())
    script = script_of(project, form.cleaned_data["again"])
    return request_evaluation(project=project, script=script, **form.expected())


def script_of(project: Project, pk: uuid.UUID) -> Script | None:
    """The script of one of the project's evaluations; None where it had none."""
    evaluation: Evaluation | None = project.evaluations.filter(pk=pk).select_related("script").first()
    if evaluation is None:
        raise NotFound(f"The project {project} has no evaluation {pk}.")
    return evaluation.script


def new_script_page(
    request: LearnerRequest, project: Project, form: NewScriptForm, last: Script | None, *, status: int = 200
) -> HttpResponse:
    protocol = Protocol.from_dict(project.protocol)
    shown = {
        "project": project,
        "form": form,
        "last": last,
        "decided": show_decided(project.dataset_version, protocol),
    }
    return render(request, "evaluations/new_script.html", shown, status=status)
