"""The notes as pages: an index, one page each, and files to start from."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluations.learn.library import STARTERS_FOLDER, all_notes
from evaluations.learn.shelf import index_page, note_page
from projects.errors import NotFound


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    return render(request, "learn/index.html", {"shelves": index_page()})


@require_safe
def learn_note(request: HttpRequest, slug: str) -> HttpResponse:
    note = all_notes().get(slug)
    if note is None:
        raise NotFound("There is no such note.", hint="All notes are listed under Learn.")
    return render(request, "learn/note.html", {"page": note_page(note)})


@require_safe
def learn_starter(request: HttpRequest, name: str) -> HttpResponseBase:
    """Only the files that a note names."""
    if name not in {note.starter for note in all_notes().values()} - {""}:
        raise NotFound("There is no such file to start from.")
    file = (STARTERS_FOLDER / name).open("rb")
    return FileResponse(file, as_attachment=True, filename=name, content_type="text/x-python; charset=utf-8")
