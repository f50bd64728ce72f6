"""One evaluation's inputs in the memory of a worker process: the table, its split, its pipelines."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evaluations.core.contract import Job, ScriptSource
from evaluations.core.pipelines import environment_versions, is_light, pipeline_digest, standard_pipelines
from evaluations.core.protocol import Protocol
from evaluations.core.reading import Reading, read_table
from evaluations.core.scripts import rehearsal_rows
from evaluations.core.splitting import Split, encode_target, split
from evaluations.core.table import Table
from evaluations.intake import read_limits
from evaluations.models import Evaluation
from projects.models import DatasetVersion, Script
from projects.services import load_bytes

SCRIPT = "script"
HEAVY_APART_FROM_ROWS = 2_000  # below this a fold's pipelines together are cheaper than a second task


def script_digest(script: Script, input_mode: str) -> str:
    """What a script's results hang on: the code, what it is given, and the versions it runs with."""
    told = json.dumps([script.sha256, input_mode, environment_versions()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Measurement:
    """``y`` holds the target (class codes or values) by row of the table, NaN where it has none."""

    protocol: Protocol
    table: Table
    features: Table
    y: np.ndarray
    split: Split

    def fold_job(self, fold: int, pipelines: tuple[str, ...], source: ScriptSource | None = None) -> Job:
        """One fold's work. Only our own pipelines are given the test labels (for their importances)."""
        rows = self.split.folds[fold]
        return self.job(rows.train, rows.test, pipelines, source, fold=fold)

    def lockbox_job(self, pipelines: tuple[str, ...], source: ScriptSource | None = None) -> Job:
        return self.job(self.split.development, self.split.lockbox, pipelines, source)

    def rehearsal_job(self, source: ScriptSource) -> Job:
        """A few training rows of the first fold, every class among them."""
        rows = self.split.folds[0]
        train = rehearsal_rows(rows.train, self.y[rows.train], self.protocol)
        return self.job(train, rows.test[: len(train)], (), source, kind="rehearsal")

    def job(
        self,
        train: np.ndarray,
        test: np.ndarray,
        pipelines: tuple[str, ...],
        source: ScriptSource | None,
        fold: int = 0,
        kind: str = "",
    ) -> Job:
        return Job(
            kind=kind or ("standard" if source is None else "script"),
            protocol=self.protocol,
            train=self.features.take(train),
            y_train=self.y[train],
            test=self.features.take(test),
            y_test=self.y[test] if source is None else None,
            pipelines=pipelines,
            fold=fold,
            seed=self.protocol.seed + fold,
            script=source,
        )


def make_measurement(table: Table, protocol: Protocol) -> Measurement:
    rows, target = encode_target(table, protocol)
    y = np.full(table.n_rows, np.nan)
    y[rows] = target
    return Measurement(protocol, table, table.select(protocol.features), y, split(table, protocol))


@lru_cache(maxsize=2)
def _load(version_id: int, protocol_json: str) -> Measurement:
    version = DatasetVersion.objects.get(pk=version_id)
    table = read_table(
        load_bytes(version),
        filename=version.filename,
        limits=read_limits(),
        reading=Reading.from_dict(version.reading),
    ).table
    return make_measurement(table, Protocol.from_dict(json.loads(protocol_json)))


def measurement_of(evaluation: Evaluation) -> Measurement:
    """The evaluation's inputs; read once for all its tasks in this process."""
    return _load(evaluation.dataset_version_id, json.dumps(evaluation.protocol, sort_keys=True))


def source_of(script: Script, input_mode: str | None = None) -> ScriptSource:
    return ScriptSource(script.filename, script.source.encode(), input_mode)


def pipeline_digests(protocol: Protocol, script: Script | None, input_mode: str | None) -> dict[str, str]:
    """What is measured, in display order: code to digest. The script stands behind the baseline."""
    codes = standard_pipelines(protocol)
    digests = {codes[0]: pipeline_digest(codes[0])}
    if script is not None and input_mode is not None:
        digests[SCRIPT] = script_digest(script, input_mode)
    return digests | {code: pipeline_digest(code) for code in codes[1:]}


def batches(protocol: Protocol, missing: dict[int, list[str]]) -> list[tuple[int, list[str]]]:
    """(fold, pipelines) for each task: cheap pipelines of all folds first, then the script, then the rest.

    ``missing`` maps each fold to the pipelines that have no result yet.
    """
    apart = protocol.n_rows >= HEAVY_APART_FROM_ROWS
    rounds: list[list[tuple[int, list[str]]]] = [[], [], []]
    for fold, codes in missing.items():
        light = [code for code in codes if code != SCRIPT and is_light(code)]
        heavy = [code for code in codes if code != SCRIPT and not is_light(code)]
        rounds[0] += [(fold, light)] if light else []
        rounds[1] += [(fold, [SCRIPT])] if SCRIPT in codes else []
        rounds[2] += [(fold, [code]) for code in heavy] if apart else [(fold, heavy)] if heavy else []
    return [batch for one in rounds for batch in one]
