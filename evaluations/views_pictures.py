"""Pictures that came with a script: drawn by it, or saved in its notebook. Each is a PNG that we wrote."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluations.access import evaluation_for_reading
from projects.errors import NotFound
from projects.requests import PageRequest


@never_cache
@require_safe
def show_said_figure(request: PageRequest, pk: uuid.UUID, position: int) -> HttpResponse:
    """A figure that the script drew, for whoever may read the evaluation."""
    figure = evaluation_for_reading(request.user, pk).said_figures.filter(position=position).first()
    if figure is None:
        raise NotFound(f"The evaluation {pk} has no figure {position}.")
    return HttpResponse(bytes(figure.png), content_type="image/png")


@never_cache
@require_safe
def show_notebook_picture(request: PageRequest, pk: uuid.UUID, position: int) -> HttpResponse:
    """A picture that the notebook was saved with, for whoever may read the evaluation."""
    script = evaluation_for_reading(request.user, pk).script
    picture = script.pictures.filter(position=position).first() if script else None
    if picture is None:
        raise NotFound(f"The evaluation {pk} has no picture {position}.")
    return HttpResponse(bytes(picture.png), content_type="image/png")
