"""The page's way to answer an issue."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from evaluations.access import evaluation_for_writing
from evaluations.answers import Kind, answer_issue
from projects.errors import BadInput, Conflict
from projects.requests import LearnerRequest


@login_required
@require_POST
def answer_check(request: LearnerRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """Back to where the learner was: the report or the page of the project."""
    evaluation = evaluation_for_writing(request.user, pk)
    kind = Kind.FIXED if "fixed" in request.POST else Kind.ACCEPTED
    try:
        answer_issue(evaluation, code, kind=kind, reason=request.POST.get("reason", ""))
        messages.success(request, f"Your answer to {code} stands beside the issue now.")
    except (BadInput, Conflict) as error:
        messages.warning(request, error.sentence)
    page = evaluation.project if "project" in request.POST else evaluation
    return redirect(f"{page.get_absolute_url()}#check-{code}")
