"""The numbers of a page for programs: JSON with everything, CSV with the scores."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from django.conf import settings

from evaluations.core.metric_registry import METRICS
from evaluations.document import evaluation_document
from evaluations.progress import progress_of
from portfolio.exports.material import Material
from projects.api.documents import provenance_document

SCHEMA = "firstfit-export/1"


def build_json(material: Material) -> bytes:
    """The project's words and the evaluation as the API answers it."""
    return json.dumps(document_of(material), indent=1, ensure_ascii=False).encode() + b"\n"


def document_of(material: Material) -> dict[str, Any]:
    page, evaluation = material.page, material.evaluation
    return {
        "schema": SCHEMA,
        "url": material.url,
        "title": page.title,
        "question": page.question,
        "owner": {"username": page.owner.username, "name": page.owner.name},
        "tags": list(page.tags),
        "published_at": page.project.published_at and page.project.published_at.isoformat(),
        "writeup": page.project.writeup,
        "data": {
            "name": evaluation.dataset_version.dataset.name,
            "filename": evaluation.dataset_version.filename,
            **provenance_document(evaluation.dataset_version.dataset),
        },
        "evaluation": evaluation_document(evaluation, progress_of(evaluation), absolute=absolute),
    }


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def build_csv(material: Material) -> bytes:
    """A line for each pipeline and metric, with the score of every fold."""
    results = material.evaluation.report["results"]
    scores = [score for result in results for score in result["scores"].values()]
    folds = max((len(score["folds"]) for score in scores), default=0)
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    head = ("pipeline", "metric", "higher_is_better", "mean", "low", "high")
    table.writerow([*head, *(f"fold_{fold + 1}" for fold in range(folds))])
    for result in results:
        for code, score in result["scores"].items():
            better = METRICS[code].higher_is_better if code in METRICS else ""
            table.writerow(
                [
                    result["pipeline"],
                    code,
                    better,
                    score["mean"],
                    score["low"],
                    score["high"],
                    *score["folds"],
                ]
            )
    return stream.getvalue().encode()
