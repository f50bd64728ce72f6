"""Fold results at rest: stored once, found again by content.

``predictions`` are arrays in a compressed ``.npz`` without pickles.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction

from evaluations.addresses import Address
from evaluations.core.report import FoldOutcome
from evaluations.models import FoldResult
from evaluations.querysets import FoldResultQuerySet

ARRAYS = ("predicted", "probabilities", "decision", "importances")


def found(address: Address, digests: Mapping[str, str]) -> dict[tuple[str, int], FoldResult]:
    """What is measured already, by (pipeline, fold)."""
    return {(row.pipeline, row.fold): row for row in address.findable(digests).defer("predictions")}


def forget_failures(address: Address, digests: Mapping[str, str]) -> None:
    """A new evaluation tries again what failed before: a time limit may have been a busy machine."""
    address.findable(digests).filter(status=FoldResult.Status.FAILED).delete()


def store(address: Address, pipeline: str, digest: str, fold: int, outcome: FoldOutcome) -> None:
    """Keep one outcome. When it is there already (a duplicate delivery, a race) nothing changes."""
    values = {
        "status": FoldResult.Status.OK if outcome.ok else FoldResult.Status.FAILED,
        "reason": outcome.reason,
        "scores": dict(outcome.scores),
        "details": {
            "fit_seconds": outcome.fit_seconds,
            "predict_seconds": outcome.predict_seconds,
            "train_scores": dict(outcome.train_scores or {}),
        },
        "predictions": pack_arrays(outcome),
    }
    key = {
        "scope": address.scope_for_storing(),
        "data_key": address.data_key,
        "protocol_digest": address.protocol_digest,
        "engine_version": address.engine_version,
        "pipeline": pipeline,
        "pipeline_digest": digest,
        "fold": fold,
    }
    try:
        with transaction.atomic():
            FoldResult.objects.create(**key, **values)
    except IntegrityError:
        return


def complete(address: Address, digests: Mapping[str, str]) -> FoldResultQuerySet:
    """Every row of these pipelines, with its predictions."""
    return address.findable(digests)


def load(rows: Iterable[FoldResult]) -> dict[str, dict[int, FoldOutcome]]:
    """Outcomes by pipeline and fold."""
    outcomes: dict[str, dict[int, FoldOutcome]] = {}
    for row in rows:
        outcomes.setdefault(row.pipeline, {})[row.fold] = outcome_of(row)
    return outcomes


def outcome_of(row: FoldResult) -> FoldOutcome:
    arrays: dict[str, Any] = dict.fromkeys(ARRAYS)
    arrays.update(unpack_arrays(bytes(row.predictions)))
    return FoldOutcome(
        ok=row.status == FoldResult.Status.OK,
        reason=row.reason,
        scores=row.scores,
        fit_seconds=row.details.get("fit_seconds", 0.0),
        predict_seconds=row.details.get("predict_seconds", 0.0),
        train_scores=row.details.get("train_scores") or None,
        **arrays,
    )


def pack_arrays(outcome: FoldOutcome) -> bytes:
    arrays = {name: getattr(outcome, name) for name in ARRAYS if getattr(outcome, name) is not None}
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def unpack_arrays(data: bytes) -> dict[str, np.ndarray]:
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}
