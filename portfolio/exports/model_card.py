"""A model card: Markdown for people, and before it metadata as Hugging Face's model cards have them.

The metadata keep to the documented fields (hub-docs, ``modelcard.md``). ``verified`` is not among ours: there
it says that Hugging Face itself has measured. Who has measured stands in each result's ``source``.
``license`` would be the model's; that of the data stands beside their name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from django.conf import settings
from django.template.loader import render_to_string

from evaluations.core.metric_registry import METRICS
from evaluations.figures.text import clean
from portfolio.exports.material import Material
from portfolio.exports.reproduce import lockbox_document

METRIC_IDS = {  # ours by the names that the metrics have on the Hub, and what they are computed with
    "f1_macro": ("f1", {"average": "macro"}),
    "brier": ("brier_score", {}),
    "r2": ("r_squared", {}),
}
TASKS = {"regression": "tabular-regression"}
CLASSIFICATION = "tabular-classification"
CROSS_VALIDATED, LOCKBOX = "cross-validation", "lockbox"


def build_model_card(material: Material) -> bytes:
    best = next((model for model in material.report.models if model.is_best), None)
    context = {"material": material, "best": best, "metadata": front_matter(material)}
    return render_to_string("exports/model_card.md", context).encode()


def front_matter(material: Material) -> str:
    """YAML. Learners' words are one clean line each, so that none of them ends it."""
    return yaml.safe_dump(metadata_of(material), sort_keys=False, allow_unicode=True, width=math.inf)


def metadata_of(material: Material) -> dict[str, Any]:
    task = TASKS.get(material.page.project.task, CLASSIFICATION)
    found: dict[str, Any] = {
        "library_name": "sklearn",
        "pipeline_tag": task,
        "tags": ["sklearn", "firstfit"],
    }
    results = [result_of(material, task, *scored) for scored in scored_splits(material)]
    if results:
        used = (metric["type"] for result in results for metric in result["metrics"])
        found["metrics"] = list(dict.fromkeys(used))
        found["model-index"] = [{"name": material.name, "results": results}]
    return found


def scored_splits(material: Material) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(split, metrics) of the best pipeline: over the folds, and on the lockbox where it was opened."""
    report = material.evaluation.report
    best = next((line for line in report["results"] if line["pipeline"] == report["best"]), None)
    if best is None:
        return
    measured = {code: (score["mean"], score["low"], score["high"]) for code, score in best["scores"].items()}
    yield from with_metrics(CROSS_VALIDATED, measured)
    opened = lockbox_document(material.evaluation)
    if opened and opened["pipeline"] == report["best"]:
        lockbox = {code: (s["score"], s["low"], s["high"]) for code, s in opened["scores"].items()}
        yield from with_metrics(LOCKBOX, lockbox)


def with_metrics(
    split: str, scores: Mapping[str, tuple[float, float | None, float | None]]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    metrics = [metric_of(code, *score) for code, score in scores.items() if is_finite(score[0])]
    if metrics:
        yield split, metrics


def metric_of(code: str, value: float, low: float | None, high: float | None) -> dict[str, Any]:
    """The value as it was measured, and in its name how sure it is."""
    kind, arguments = METRIC_IDS.get(code, (code, {}))
    title = METRICS[code].title if code in METRICS else clean(code, 40)
    name = f"{title} (95 % interval {low:.4g} to {high:.4g})" if is_finite(low) and is_finite(high) else title
    return {"type": kind, "value": value, "name": name} | ({"args": {**arguments}} if arguments else {})


def is_finite(number: float | None) -> bool:
    return number is not None and math.isfinite(number)


def result_of(material: Material, task: str, split: str, metrics: list[dict[str, Any]]) -> dict[str, Any]:
    version, about = material.evaluation.dataset_version, material.report.dataset.about
    # The Hub links ids that it knows: ours is made so that it is nobody's there.
    made = f"{settings.SITE_NAME}-{material.page.owner.username}-{version.dataset.slug}".lower()
    name = f"{clean(version.dataset.name)} ({about.licence_short})"
    return {
        "task": {"type": task, "name": f"Predicting {material.page.target}"},
        "dataset": {"type": made, "name": name, "split": split, "revision": version.sha256},
        "metrics": metrics,
        "source": {"name": f"Measured by {settings.SITE_NAME}, not by the author", "url": material.url},
    }
