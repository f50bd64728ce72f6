"""What the owner of a data set says of it, and how others begin with it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from projects.access import dataset_for_writing, dataset_version_at
from projects.copies import copy_dataset
from projects.forms import ProvenanceForm
from projects.provenance import PROVENANCE, say_provenance
from projects.requests import LearnerRequest


@login_required
@require_POST
def use_dataset(request: LearnerRequest, username: str, slug: str) -> HttpResponse:
    """On to a question of one's own."""
    version = dataset_version_at(request.user, username, slug)
    return redirect("new_question", copy_dataset(request.user, version).pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dataset_edit(request: LearnerRequest, username: str, slug: str) -> HttpResponse:
    dataset = dataset_for_writing(request.user, username, slug)
    said = {field: getattr(dataset, field) for field in PROVENANCE}
    form = ProvenanceForm(request.POST or None, initial=said)
    page = reverse("dataset", args=[username, slug])
    if request.method == "POST" and form.is_valid():
        say_provenance(dataset, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(page)
    shown = {"dataset": dataset, "form": form, "page_url": page}
    return render(request, "portfolio/dataset_edit.html", shown, status=422 if form.errors else 200)
