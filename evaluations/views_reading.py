"""A file read again as its owner says."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from evaluations.forms import QuestionForm
from evaluations.reading_form import ReadingForm
from evaluations.services import correct_dataset
from evaluations.views import question_page
from projects.access import dataset_version_of
from projects.errors import FirstfitError
from projects.forms import show_error
from projects.requests import LearnerRequest


@login_required
@require_POST
def correct_reading(request: LearnerRequest, pk: int) -> HttpResponse:
    """On to the version that is read like this; back with a sentence where it cannot be."""
    version = dataset_version_of(request.user, pk)
    form, status = ReadingForm(version.reading, request.POST), 422
    try:
        if form.is_valid():
            corrected = correct_dataset(version=version, wishes=form.wishes())
            said = "Nothing was changed." if corrected == version else "Read again, as you said."
            messages.success(request, said)
            return redirect("new_question", corrected.pk)
    except FirstfitError as error:
        show_error(form, error, field=form.field_of(error.field))
        status = error.status
    wishes = {"target": version.profile["suggested_target"] or ""}
    asking = QuestionForm(initial=wishes)
    return question_page(request, version, asking, wishes, status=status, reading_form=form)
