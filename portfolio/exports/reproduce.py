"""The reproduce bundle: data, protocol, folds, versions, and the code that derives the numbers again.

The engine's core goes along as it is (see ADR 7): a second implementation could agree by accident and
differ by accident.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import zlib
from dataclasses import fields
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from evaluations import core
from evaluations.core.contract import ScriptSource
from evaluations.models import Evaluation, LockboxOpening
from portfolio.exports import bundle
from portfolio.exports.archive import pack_zip
from portfolio.exports.material import Material
from projects.api.documents import provenance_document

MEASURED_WITH = ("numpy", "pandas", "scikit-learn", "scipy")  # at the versions of the measurement
READ_WITH = ("chardet", "clevercsv", "joblib", "threadpoolctl")  # how the bytes are read is fixed already
FOLD_WORDS = {254: "lockbox", 253: "never tested", 255: "not used"}


def build_bundle(material: Material) -> bytes:
    return pack_zip(bundle_files(material), f"{material.name}-reproduce")


def bundle_files(material: Material) -> dict[str, bytes]:
    evaluation = material.evaluation
    files = {
        **engine_files(),
        "README.md": render_to_string("exports/reproduce.md", {"material": material}).encode(),
        "requirements.txt": requirements(evaluation).encode(),
        "protocol.json": as_json(evaluation.protocol),
        "published.json": as_json(published_document(material)),
    }
    if "fold_ids" in evaluation.plan:
        files["folds.csv"] = fold_table(evaluation.plan["fold_ids"]).encode()
    if material.with_data:
        files[f"data/{material.data_name}"] = material.data
    if evaluation.script is not None:
        files[f"script/{material.script_name}"] = evaluation.script.source.encode()
    return files


@lru_cache
def engine_files() -> dict[str, bytes]:
    """The code, under the names that it imports itself by."""
    root = Path(core.__file__).parent
    found = {f"evaluations/core/{path.relative_to(root)}": path for path in sorted(root.rglob("*.py"))}
    found["reproduce.py"] = Path(bundle.__file__).with_name("reproduce.py")
    found["LICENSE"] = settings.BASE_DIR / "LICENSE"
    return {"evaluations/__init__.py": b""} | {name: path.read_bytes() for name, path in found.items()}


def published_document(material: Material) -> dict[str, Any]:
    """Every number of the page, and what `reproduce.py` needs to find it again."""
    evaluation = material.evaluation
    dataset = evaluation.dataset_version
    return {
        "title": material.page.title,
        "url": material.url,
        "version": evaluation.published_version,
        "protocol_digest": evaluation.protocol_digest,
        "environment": evaluation.environment,
        "data": {
            "path": f"data/{material.data_name}",
            "filename": dataset.filename,
            "sha256": dataset.sha256,
            "reading": dataset.reading,
            **provenance_document(dataset.dataset),
        },
        "script": script_document(material),
        "report": evaluation.report,
        "lockbox": lockbox_document(evaluation),
    }


def script_document(material: Material) -> dict[str, Any] | None:
    """Where the script is, and how the platform gave it its data."""
    script, plan = material.evaluation.script, material.evaluation.plan
    if script is None:
        return None
    settled = {field.name: plan[field.name] for field in fields(ScriptSource) if field.name in plan}
    return {
        "path": f"script/{material.script_name}",
        "version": script.version,
        "sha256": script.sha256,
        "given": {**settled, "filename": script.filename},
    }


def lockbox_document(evaluation: Evaluation) -> dict[str, Any] | None:
    opening: LockboxOpening | None = getattr(evaluation, "lockbox_opening", None)
    if opening is None or opening.status != LockboxOpening.Status.OPENED:
        return None
    return {"pipeline": opening.pipeline, "scores": opening.scores}


def requirements(evaluation: Evaluation) -> str:
    """Pinned: what the numbers depend on as it was then, what reads the file as it is here."""
    measured = [f"{name}=={evaluation.environment[name]}" for name in with_plots(evaluation)]
    return "\n".join([*measured, *(f"{name}=={version(name)}" for name in READ_WITH)]) + "\n"


def with_plots(evaluation: Evaluation) -> list[str]:
    """matplotlib only where a script may ask for it, seaborn only where one does."""
    source = evaluation.script.source if evaluation.script else None
    plots = [] if source is None else ["matplotlib", *(["seaborn"] if "seaborn" in source else [])]
    return [name for name in (*MEASURED_WITH, *plots) if name in evaluation.environment]


def fold_table(packed: dict[str, Any]) -> str:
    """A row of the file a line: the fold that tests it in each repeat, from 1, or a word."""
    repeats, rows = packed["repeats"], packed["rows"]
    numbers = zlib.decompress(base64.b64decode(packed["zlib"]))
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["row", *(f"repeat_{repeat + 1}" for repeat in range(repeats))])
    for row in range(rows):
        table.writerow([row + 1, *(say_fold(numbers[repeat * rows + row]) for repeat in range(repeats))])
    return stream.getvalue()


def say_fold(number: int) -> str:
    return FOLD_WORDS.get(number, str(number + 1))


def as_json(value: Any) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=False).encode() + b"\n"
