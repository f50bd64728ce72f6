"""One evaluation's inputs in the memory of a worker process: the table, its split, its pipelines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache

import numpy as np

from evaluations.addresses import data_key
from evaluations.core.by_hand import TWIN
from evaluations.core.contract import AS_IS, Job, ScriptSource
from evaluations.core.dependent_folds import number_parts
from evaluations.core.environment import decisive_versions
from evaluations.core.given_file import FileLook
from evaluations.core.learning_curve import WHOLE, read_point, shorten
from evaluations.core.pipelines import pipeline_digest, plan_pipelines, standard_pipelines
from evaluations.core.protocol import Protocol
from evaluations.core.reading import Reading, read_table
from evaluations.core.splitting import Split, encode_target, split
from evaluations.core.table import Table
from evaluations.intake import read_limits
from evaluations.launch import Batch
from evaluations.models import Evaluation
from projects.models import DatasetVersion, Script
from projects.services import load_bytes

SCRIPT = "script"


def script_digest(script: Script, source: ScriptSource) -> str:
    """What a script's results hang on: the code, what it is given, and the versions it runs with."""
    given = [source.input_mode, source.pick and asdict(source.pick), source.look and asdict(source.look)]
    told = json.dumps([script.sha256, given, decisive_versions()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Measurement:
    """``y`` holds the target (class codes or values) by row of the table, NaN where it has none."""

    protocol: Protocol
    table: Table
    features: Table
    y: np.ndarray
    split: Split
    parts: np.ndarray | None  # the group or point in time of each row, where the protocol names a column

    def fold_job(
        self,
        fold: int,
        pipelines: tuple[str, ...],
        source: ScriptSource | None = None,
        percent: int = WHOLE,
    ) -> Job:
        """One fold's work, on ``percent`` of its training rows.

        Only our own pipelines are given the test labels (for their importances).
        """
        rows = self.split.folds[fold]
        job = self.job(shorten(rows.train, percent), rows.test, pipelines, source, fold=fold)
        extras = source is None and percent == WHOLE and fold < self.protocol.n_splits
        return replace(job, extras=extras)

    def y_test(self, fold: int) -> np.ndarray:
        return self.y[self.split.folds[fold].test]

    def lockbox_job(self, pipelines: tuple[str, ...], source: ScriptSource | None = None) -> Job:
        return self.job(self.split.development, self.split.lockbox, pipelines, source)

    def rehearsal_job(self, source: ScriptSource) -> Job:
        """The first fold, of which the child takes a sample: it decides how the script is given the data."""
        rows = self.split.folds[0]
        return self.job(rows.train, rows.test, (), source, kind="rehearsal")

    def as_is_job(self, source: ScriptSource) -> Job:
        """The whole script with all rows but the lockbox's, in the file's order; nothing is scored."""
        rows = np.sort(self.split.development)
        return self.job(rows, rows[:0], (), source, kind=AS_IS)

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
            seed=self.protocol.seed,
            script=source,
            file=source.file_of(self.table, train, self.protocol.features) if source else None,
        )


def make_measurement(table: Table, protocol: Protocol) -> Measurement:
    rows, target = encode_target(table, protocol)
    y = np.full(table.n_rows, np.nan)
    y[rows] = target
    features, parts = table.select(protocol.features), number_parts(table, protocol)
    return Measurement(protocol, table, features, y, split(table, protocol), parts)


@lru_cache(maxsize=2)
def _load(version_id: int, key: str, protocol_json: str) -> Measurement:
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
    version = evaluation.dataset_version
    return _load(version.pk, data_key(version), json.dumps(evaluation.protocol, sort_keys=True))


def source_of(evaluation: Evaluation) -> ScriptSource:
    """The evaluation's script, with the model and the input that its first runs settled on (None before)."""
    script, plan = evaluation.script, evaluation.plan
    if script is None:
        raise ValueError(f"evaluation {evaluation.pk} has no script")
    look = look_of(evaluation.dataset_version)
    return ScriptSource(
        script.filename, script.source.encode(), plan.get("input_mode"), plan.get("pick"), look
    )


def look_of(version: DatasetVersion) -> FileLook:
    """How the file is written that a script finds under the original's name."""
    reading = Reading.from_dict(version.reading)
    header = reading.header_line > 0
    return FileLook(version.filename, reading.delimiter, reading.decimal, reading.encoding, header)


def pipeline_digests(
    protocol: Protocol, script: Script | None, source: ScriptSource | None
) -> dict[str, str]:
    """What is measured, in display order: code to digest. The script stands behind the baseline."""
    codes = standard_pipelines(protocol)
    digests = {codes[0]: pipeline_digest(codes[0])}
    if script is not None and source is not None:
        digests[SCRIPT] = script_digest(script, source)
    return digests | {code: pipeline_digest(code) for code in codes[1:]}


def batches(protocol: Protocol, digests: Mapping[str, str], known: Container[tuple[str, int]]) -> list[Batch]:
    """What is to be sent out: without what is known, cheap pipelines of all folds first."""
    quick, *dear = plan_pipelines(protocol)
    groups = [quick, *([(SCRIPT,)] if SCRIPT in digests else []), *dear]
    groups += [(TWIN,)] if TWIN in digests else []
    work = (
        Batch(fold, tuple(code for code in group if (code, fold) not in known), is_light=group not in dear)
        for group in groups
        for fold in range(protocol.n_folds)
    )
    return [batch for batch in work if batch.pipelines]


def point_digests(names: Iterable[str]) -> dict[str, str]:
    """Names of fits on fewer rows (``knn@30``) to the digests of their pipelines."""
    return {name: pipeline_digest(read_point(name)[0]) for name in names if read_point(name)[1] != WHOLE}
