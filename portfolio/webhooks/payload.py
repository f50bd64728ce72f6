"""What a message says: the documents that the API answers, as their owner sees them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.conf import settings

from evaluations.document import evaluation_document
from evaluations.models import Evaluation
from evaluations.progress import progress_of
from portfolio.api.descriptions import detail_document
from portfolio.api.reading import EVALUATIONS_SHOWN, newest_evaluations, scripts_shown
from projects.api.documents import show_time
from projects.models import Project


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def message_body(event: str, moment: datetime, data: dict[str, Any]) -> str:
    """``type``, ``timestamp`` and ``data``: the shape that Standard Webhooks proposes."""
    told = {"type": event, "timestamp": show_time(moment), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def tell_evaluation(evaluation: Evaluation) -> dict[str, Any]:
    """As ``GET /evaluations/{id}/`` answers it, with the titles and sentences of the figures alone."""
    whole = Evaluation.objects.with_everything().get(pk=evaluation.pk)
    document = evaluation_document(whole, progress_of(whole), absolute=absolute)
    figures = [{name: figure[name] for name in ("key", "title", "reading")} for figure in document["figures"]]
    return {"evaluation": {**document, "figures": figures}}


def tell_project(project: Project) -> dict[str, Any]:
    """As ``GET /projects/{owner}/{slug}/`` answers it."""
    owner = project.owner
    newest = newest_evaluations(owner, [project], EVALUATIONS_SHOWN)[project.pk]
    scripts = scripts_shown(owner, project, newest)
    return {"project": detail_document(project, newest, scripts, absolute=absolute)}
