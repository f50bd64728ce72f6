"""A learner's own settings."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from projects.forms import IntroductionForm, TokenForm
from projects.quotas import quotas_of
from projects.requests import LearnerRequest
from projects.services import INTRODUCTION, introduce
from projects.tokens import create_token, revoke_token


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_introduction(request: LearnerRequest) -> HttpResponse:
    learner = request.user
    said = {field: getattr(learner, field) for field in INTRODUCTION}
    form = IntroductionForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        introduce(learner, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("settings")
    shown = {"form": form, "quotas": quotas_of(learner)}
    return render(request, "projects/settings.html", shown, status=status_of(form))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def list_tokens(request: LearnerRequest) -> HttpResponse:
    """The secret of a new token stands in the answer to its making, and nowhere else."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        _, secret = create_token(
            owner=request.user, name=asked["name"], scope=asked["scope"], expires_at=form.expires_at()
        )
        form = TokenForm()
    shown = {"form": form, "secret": secret, "tokens": request.user.api_tokens.all()}
    return render(request, "projects/tokens.html", shown, status=status_of(form))


@login_required
@require_POST
def delete_token(request: LearnerRequest, pk: int) -> HttpResponse:
    revoke_token(request.user, pk)
    messages.success(request, "Revoked. Scripts that use this token are refused from now on.")
    return redirect("tokens")


def status_of(form: BaseForm) -> int:
    """422 for a form that was sent and refused."""
    return 422 if form.errors else 200
