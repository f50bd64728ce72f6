"""A published measurement, done again from its parts: data, protocol, script. No platform needed.

This is what a reproduce bundle runs. It takes the steps that the workers take, in one process; only a
learner's script gets a fresh process for each fold, as it had.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from evaluations.core.agreement import compare_by_hand
from evaluations.core.by_hand import read_declaration
from evaluations.core.contract import Job, PipelineFrame, ScriptSource
from evaluations.core.dependent_folds import number_parts
from evaluations.core.evaluate import measure_points, spread_target
from evaluations.core.folds import run_standard_fold
from evaluations.core.lockbox_score import score_lockbox
from evaluations.core.outcome import FoldOutcome, score_frame
from evaluations.core.pipelines import STANDARD
from evaluations.core.protocol import Protocol
from evaluations.core.report import Report, build_report
from evaluations.core.splitting import Split, split
from evaluations.core.table import Table

SCRIPT = "script"
# Times, and what was measured from outside of a sandbox: they differ from run to run.
MEASURED_ANEW = frozenset(["fit_seconds", "predict_seconds", "seconds", "script_folds"])
RunScript = Callable[[Job], PipelineFrame]
Outcomes = dict[str, dict[int, FoldOutcome]]


@dataclass(frozen=True)
class Recipe:
    """What was measured.

    Parameters
    ----------
    pipelines : codes in display order
    failed : pipeline to the published reason, of those that gave no score (a limit of time, for example)
    script : the learner's file with the input mode that its rehearsal settled on
    """

    pipelines: Sequence[str]
    failed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    script: ScriptSource | None = None


class Remeasurement:
    """The table under its protocol, ready to be measured again. ``run_script`` runs a job with a script."""

    def __init__(self, table: Table, protocol: Protocol, recipe: Recipe, run_script: RunScript) -> None:
        self.table, self.protocol, self.recipe = table, protocol, recipe
        self.split: Split = split(table, protocol)
        self._run_script = run_script
        self._features = table.select(protocol.features)
        self._y = spread_target(table, protocol)
        self._outcomes: Outcomes = {}

    def report(self, on_fold: Callable[[int, int], None] = lambda done, total: None) -> Report:
        """Every fold of every pipeline again, and the report made of them."""
        outcomes: Outcomes = {code: {} for code in self.recipe.pipelines}
        for fold in self.split.folds:
            for code, outcome in self._measure_fold(fold.index):
                outcomes[code][fold.index] = outcome
            on_fold(fold.index + 1, len(self.split.folds))
        self._outcomes = outcomes
        points = measure_points(self.table, self.protocol, self.split, outcomes)
        return build_report(self.table, self.protocol, self.split, outcomes, points)

    def by_hand(self, input_mode: str) -> dict[str, Any]:
        """The script beside the estimator that it names, on the same folds; after ``report``."""
        script = self.recipe.script
        twin = read_declaration(script.source.decode()) if script else None
        if twin is None:
            raise ValueError("the script names no estimator")
        source = ScriptSource("twin.py", twin.source.encode(), input_mode)
        library: dict[int, FoldOutcome] = {}
        for fold in self.split.folds:
            frame = self._run_script(self._script_job(source, fold.train, fold.test, fold.index))
            library[fold.index] = score_frame(self.protocol, frame, self._y[fold.test])
        pair = self._outcomes[SCRIPT], library
        return dict(compare_by_hand(self.protocol, self.split, self._y, twin, *pair))

    def lockbox(self, pipeline: str) -> dict[str, Any]:
        """The scores of one pipeline on the rows that were set aside."""
        rows = self.split
        frame = self._predict(self._job(rows.development, rows.lockbox, (pipeline,)))
        parts = number_parts(self.table, self.protocol)
        groups = None if parts is None else parts[rows.lockbox]
        return dict(score_lockbox(self.protocol, self._y[rows.lockbox], frame, groups))

    def _measure_fold(self, index: int) -> Iterator[tuple[str, FoldOutcome]]:
        rows = self.split.folds[index]
        failed = self.recipe.failed
        for code, reason in failed.items():
            yield code, FoldOutcome(ok=False, reason=reason)
        ours = tuple(code for code in self.recipe.pipelines if code in STANDARD and code not in failed)
        y_test = self._y[rows.test]
        job = self._job(rows.train, rows.test, ours, index)
        for frame in run_standard_fold(replace(job, extras=index < self.protocol.n_splits)):
            yield frame.pipeline, score_frame(self.protocol, frame, y_test)
        if SCRIPT in self.recipe.pipelines and SCRIPT not in failed:
            frame = self._run_script(self._job(rows.train, rows.test, (SCRIPT,), index))
            yield SCRIPT, score_frame(self.protocol, frame, y_test)

    def _predict(self, job: Job) -> PipelineFrame:
        return self._run_script(job) if job.kind == "script" else next(run_standard_fold(job))

    def _job(self, train: np.ndarray, test: np.ndarray, pipelines: tuple[str, ...], fold: int = 0) -> Job:
        """One seed for all folds, and no test labels for a script: as the platform does it."""
        if pipelines == (SCRIPT,) and self.recipe.script is not None:
            return self._script_job(self.recipe.script, train, test, fold)
        return Job(
            kind="standard",
            protocol=self.protocol,
            train=self._features.take(train),
            y_train=self._y[train],
            test=self._features.take(test),
            y_test=self._y[test],
            pipelines=pipelines,
            fold=fold,
            seed=self.protocol.seed,
        )

    def _script_job(self, source: ScriptSource, train: np.ndarray, test: np.ndarray, fold: int) -> Job:
        return Job(
            kind="script",
            protocol=self.protocol,
            train=self._features.take(train),
            y_train=self._y[train],
            test=self._features.take(test),
            fold=fold,
            seed=self.protocol.seed,
            script=source,
            file=source.file_of(self.table, train, self.protocol.features),
        )


@dataclass(frozen=True)
class Difference:
    """A published value that came out otherwise."""

    where: str
    published: Any
    found: Any


def compare_values(published: Any, found: Any, tolerance: float, where: str = "") -> Iterator[Difference]:
    """Every difference between two JSON values; numbers may differ by ``tolerance``, times by anything."""
    if isinstance(published, Mapping) and isinstance(found, Mapping):
        for key in published:
            if key not in MEASURED_ANEW:
                yield from compare_values(published[key], found.get(key), tolerance, f"{where}.{key}")
    elif isinstance(published, list) and isinstance(found, list) and len(published) == len(found):
        for place, (one, other) in enumerate(zip(published, found, strict=True)):
            yield from compare_values(one, other, tolerance, f"{where}[{place}]")
    elif not _equal(published, found, tolerance):
        yield Difference(where.lstrip("."), published, found)


def count_numbers(value: Any) -> int:
    """How many numbers ``compare_values`` compares."""
    if isinstance(value, Mapping):
        return sum(count_numbers(item) for key, item in value.items() if key not in MEASURED_ANEW)
    if isinstance(value, list):
        return sum(map(count_numbers, value))
    return int(_is_number(value))


def _equal(published: Any, found: Any, tolerance: float) -> bool:
    if _is_number(published) and _is_number(found):
        return math.isclose(published, found, rel_tol=tolerance, abs_tol=tolerance)
    return bool(published == found)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
