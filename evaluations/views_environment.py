"""The environment of scripts, to read and to install at home."""

from __future__ import annotations

import platform

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from evaluations.core.explanations import INSTEAD
from evaluations.published_environment import FILENAME, published_lock, published_packages


@require_safe
def show_environment(request: HttpRequest) -> HttpResponse:
    packages = published_packages()
    return render(
        request,
        "evaluations/environment.html",
        {
            "python": platform.python_version(),
            "offered": [package for package in packages if package.asked_for],
            "needed": [package for package in packages if not package.asked_for],
            "instead": sorted(INSTEAD.items()),
            "filename": FILENAME,
        },
    )


@require_safe
def download_lock(request: HttpRequest) -> HttpResponse:
    """Plain text, so that pip can be given the address itself."""
    answer = HttpResponse(published_lock(), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=FILENAME) or ""
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
