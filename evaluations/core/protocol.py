"""The protocol: everything that fixes a measurement, decided from the data's profile before any fit.

Pure arithmetic on JSON: importing this loads neither numpy nor scikit-learn, so that the web process
can state the protocol the moment a file is profiled.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from evaluations.core.feature_choice import choose_features
from evaluations.core.metric_registry import (
    COMPARISON_METRIC,
    METRICS,
    METRICS_OF_TASK,
    choose_primary_metric,
)
from evaluations.core.split_choice import choose_split
from evaluations.core.target_choice import TASKS, ProtocolError, TargetChoice, choose_target, note

__all__ = ["PROTOCOL_VERSION", "TASKS", "Protocol", "ProtocolError", "build_protocol", "count_lockbox_rows"]

PROTOCOL_VERSION = 1
DEPENDENT = ("group_k_fold", "stratified_group_k_fold", "time_series")
_WORDS_ONLY = (
    "left_out",
    "set_aside",
    "notes",
)  # said to the reader; they change no number, so they are not hashed


@dataclass(frozen=True)
class Protocol:
    """Everything that fixes a measurement.

    Parameters
    ----------
    features : columns used, in file order
    left_out : ``{"column", "why"}`` of each column that is neither target nor feature
    classes : labels in natural order (binary: the last is the positive class); empty for regression
    n_rows : rows with a target of a kept class
    splitter : ``stratified_k_fold`` or ``k_fold``; ``stratified_group_k_fold`` or ``group_k_fold`` where a
        group is named; ``time_series`` where a time is
    seed : of the lockbox, the folds and the models; derived from the data's hash
    metrics : codes, in display order
    comparison_metric : what "beats the baseline" is judged on
    lockbox_share : 0.0 where there is no lockbox
    set_aside : ``{"class", "rows"}`` of each class that is too rare to be measured
    group, time : columns that the splits respect (None: none declared)
    notes : ``{"about": task|classes|metric|lockbox|folds|rows, "text"}``, sentences for the page
    """

    version: int
    task: str
    target: str
    features: tuple[str, ...]
    left_out: tuple[dict[str, str], ...]
    classes: tuple[str, ...]
    n_rows: int
    splitter: str
    n_splits: int
    n_repeats: int
    seed: int
    metrics: tuple[str, ...]
    primary_metric: str
    comparison_metric: str
    lockbox_share: float
    group: str | None = None
    time: str | None = None
    notes: tuple[dict[str, str], ...] = ()
    set_aside: tuple[dict[str, Any], ...] = ()

    @property
    def is_classification(self) -> bool:
        return self.task != "regression"

    @property
    def folds_are_alike(self) -> bool:
        """Whether the folds are random parts of one whole: only then do intervals and tests mean anything."""
        return self.splitter not in DEPENDENT

    @property
    def n_folds(self) -> int:
        """Folds over all repeats."""
        return self.n_splits * self.n_repeats

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: lists instead of tuples."""
        return {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Protocol:
        """The inverse of ``to_dict``; raises ``KeyError`` or ``ValueError`` on anything else."""
        if data["version"] != PROTOCOL_VERSION:
            raise ValueError(f"protocol version {data['version']!r} is not {PROTOCOL_VERSION}")
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in data.items()
            if key in known
        }
        return cls(**values)

    def digest(self) -> str:
        """Hex SHA-256 of the canonical JSON of all that changes a number."""
        decisive = {key: value for key, value in self.to_dict().items() if key not in _WORDS_ONLY}
        canonical = json.dumps(decisive, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


def build_protocol(
    profile: Mapping[str, Any],
    *,
    data_sha256: str,
    target: str,
    task: str | None = None,
    metric: str | None = None,
    features: Sequence[str] | None = None,
    group: str | None = None,
    time: str | None = None,
) -> Protocol:
    """The protocol for predicting ``target``; ``task``, ``metric`` and ``features`` override the defaults.

    ``group`` names the column whose equal values belong together, ``time`` the one that orders the rows.
    Raises ``ProtocolError`` with a sentence, a hint and a code.
    """
    columns, rows = profile["columns"], profile["rows"]
    choice = choose_target(_find_target(columns, target), rows, task)
    cut = choose_split(columns, rows, target, choice, group, time)
    used, left_out = choose_features(columns, target, features, group)
    primary, why_primary = _choose_metric(choice, metric)
    return Protocol(
        version=PROTOCOL_VERSION,
        task=choice.task,
        target=target,
        features=used,
        left_out=left_out,
        classes=tuple(choice.class_rows),
        n_rows=choice.n_rows,
        splitter=cut.splitter,
        n_splits=cut.n_splits,
        n_repeats=cut.n_repeats,
        seed=derive_seed(data_sha256),
        metrics=METRICS_OF_TASK[choice.task],
        primary_metric=primary,
        comparison_metric=COMPARISON_METRIC[choice.task],
        lockbox_share=cut.lockbox_share,
        group=group or None,
        time=time or None,
        notes=(
            *choice.notes,
            *_note_missing_rows(rows, choice),
            note("metric", why_primary),
            *cut.notes,
        ),
        set_aside=tuple({"class": label, "rows": rows} for label, rows in choice.set_aside.items()),
    )


def derive_seed(data_sha256: str) -> int:
    """A seed in [0, 2³¹) that is the same for everybody who measures the same bytes."""
    return int(hashlib.sha256(data_sha256.encode()).hexdigest()[:8], 16) % 2**31


def count_lockbox_rows(rows: int, share: float) -> int:
    """How many of the rows (of one class, or of all for regression) the lockbox takes: rounded half up."""
    return int(rows * share + 0.5)


def _find_target(columns: Sequence[Mapping[str, Any]], target: str) -> Mapping[str, Any]:
    by_name = {column["name"]: column for column in columns}
    if target in by_name:
        return by_name[target]
    folded = {name.casefold().strip(): name for name in by_name}
    nearest = difflib.get_close_matches(target.casefold().strip(), list(folded), n=1, cutoff=0.5)
    suggestion = f"Did you mean {folded[nearest[0]]!r}? " if nearest else ""
    raise ProtocolError(
        "target_missing",
        f"There is no column {target!r} in the file.",
        f"{suggestion}The columns are: {', '.join(by_name)}.",
    )


def _choose_metric(choice: TargetChoice, wanted: str | None) -> tuple[str, str]:
    if wanted is None:
        return choose_primary_metric(choice.task, choice.majority_share)
    possible = METRICS_OF_TASK[choice.task]
    if wanted not in possible:
        raise ProtocolError(
            "bad_metric",
            f"The metric {wanted!r} does not fit a {choice.task} task.",
            f"Choose one of: {', '.join(possible)}.",
        )
    return wanted, f"The headline is {METRICS[wanted].name}, as you chose. {METRICS[wanted].meaning}"


def _note_missing_rows(rows: int, choice: TargetChoice) -> tuple[dict[str, str], ...]:
    unused = rows - choice.n_rows - sum(choice.set_aside.values())
    return (note("rows", f"{unused} of {rows} rows have no usable target and are not used."),) * bool(unused)
