"""Fold results at rest: stored once, found again by content."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction

from evaluations.addresses import Address
from evaluations.core.outcome import FoldOutcome
from evaluations.models import FoldResult

ARRAYS = ("predicted", "probabilities", "decision", "importances")
PLAIN = (
    "ok", "reason", "fit_seconds", "predict_seconds", "scores", "train_scores", "wall_seconds", "peak_bytes",
    "notes",
)  # fmt: skip
Status = FoldResult.Status


def find(address: Address, digests: Mapping[str, str]) -> set[tuple[str, int]]:
    """(pipeline, fold) of what is measured already."""
    return set(address.findable(digests).values_list("pipeline", "fold"))


def load(address: Address, digests: Mapping[str, str]) -> dict[str, dict[int, FoldOutcome]]:
    """Outcomes by pipeline and fold, predictions included."""
    outcomes: dict[str, dict[int, FoldOutcome]] = {code: {} for code in digests}
    for row in address.findable(digests):
        outcomes[row.pipeline][row.fold] = unpack_outcome(bytes(row.outcome))
    return outcomes


def forget_failures(address: Address, digests: Mapping[str, str]) -> None:
    """A new evaluation tries again what failed before: a time limit may have been a busy machine."""
    address.findable(digests).filter(status=Status.FAILED).delete()


def store(address: Address, pipeline: str, digest: str, fold: int, outcome: FoldOutcome) -> None:
    """Keep one outcome. When it is there already (a duplicate delivery, a race) nothing changes."""
    row = FoldResult(
        scope=address.scope_for_storing(),
        data_key=address.data_key,
        protocol_digest=address.protocol_digest,
        engine_version=address.engine_version,
        pipeline=pipeline,
        pipeline_digest=digest,
        fold=fold,
        status=Status.SUCCEEDED if outcome.ok else Status.FAILED,
        outcome=pack_outcome(outcome),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return


def complete_pipelines(known: Iterable[tuple[str, int]], digests: Mapping[str, str], folds: int) -> list[str]:
    """Codes of the pipelines whose folds are all in, in display order."""
    counts: dict[str, int] = {}
    for code, _ in set(known):
        counts[code] = counts.get(code, 0) + 1
    return [code for code in digests if counts.get(code) == folds]


def pack_outcome(outcome: FoldOutcome) -> bytes:
    """A compressed ``.npz``: the arrays, and the rest as one JSON string. Nothing is pickled."""
    arrays = {name: getattr(outcome, name) for name in ARRAYS if getattr(outcome, name) is not None}
    plain = {name: plain_value(getattr(outcome, name)) for name in PLAIN}
    stream = io.BytesIO()
    np.savez_compressed(stream, plain=np.array(json.dumps(plain)), **arrays)
    return stream.getvalue()


def plain_value(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def unpack_outcome(data: bytes) -> FoldOutcome:
    """The inverse of ``pack_outcome``."""
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        plain = json.loads(str(stored["plain"]))
        return FoldOutcome(**plain, **{name: stored[name] for name in ARRAYS if name in stored})
