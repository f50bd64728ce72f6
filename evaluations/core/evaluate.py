"""The whole measurement in one call, without the platform: from a table to the report.

>>> report = evaluate(frame, target="species")   # doctest: +SKIP
>>> report.to_dict()["best"]                     # doctest: +SKIP
'logistic_regression'
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import numpy as np
import pandas as pd

from evaluations.core.contract import Job
from evaluations.core.folds import make_job, run_standard_fold
from evaluations.core.learning_curve import read_point
from evaluations.core.outcome import FoldOutcome, score_frame
from evaluations.core.pipelines import plan_pipelines
from evaluations.core.profiling import profile_table
from evaluations.core.protocol import Protocol, build_protocol
from evaluations.core.reading import ReadLimits, read_table
from evaluations.core.report import Report, build_report, plan_points
from evaluations.core.splitting import Split, encode_target, split
from evaluations.core.table import Table

# (pipeline, fold index, outcome), as soon as it is known
OnOutcome = Callable[[str, int, FoldOutcome], None]
Outcomes = dict[str, dict[int, FoldOutcome]]
_NO_LIMIT = ReadLimits(
    max_bytes=2**40, max_rows=2**31, max_columns=100_000, max_cell_chars=2**31
)  # the platform's guests have limits, the owner of a notebook has none


def evaluate(
    data: pd.DataFrame | Table,
    target: str | None = None,
    *,
    protocol: Protocol | None = None,
    task: str | None = None,
    metric: str | None = None,
    features: Sequence[str] | None = None,
    group: str | None = None,
    time: str | None = None,
    processes: int = 1,
    on_outcome: OnOutcome | None = None,
) -> Report:
    """Measure every standard pipeline on the data.

    Parameters
    ----------
    target : the column to predict; not needed beside a ``protocol``
    protocol : measure by this one; else it is built from the data and the wishes
    task, metric, features, group, time : wishes, see ``build_protocol``
    processes : more than one runs folds side by side
    on_outcome : called with pipeline, fold index and outcome as each comes in

    Raises
    ------
    ProtocolError : the data and the wishes make no measurement
    """
    table = data if isinstance(data, Table) else _table_of(data)
    if protocol is None:
        if target is None:
            raise TypeError("evaluate() needs a target or a protocol")
        protocol = build_protocol(
            profile_table(table),
            data_sha256=hash_table(table),
            target=target,
            task=task,
            metric=metric,
            features=features,
            group=group,
            time=time,
        )
    with worker_pool(processes) as pool:
        return measure(table, protocol, split(table, protocol), pool=pool, on_outcome=on_outcome)


def measure(
    table: Table,
    protocol: Protocol,
    parts: Split,
    *,
    pool: Executor | None = None,
    on_outcome: OnOutcome | None = None,
) -> Report:
    """The report on a split that is given; ``pool`` runs the folds elsewhere."""
    outcomes: Outcomes = {}
    for code, fold, outcome in run_folds(plan_jobs(table, protocol, parts), pool):
        outcomes.setdefault(code, {})[fold] = outcome
        if on_outcome is not None:
            on_outcome(code, fold, outcome)
    points = measure_points(table, protocol, parts, outcomes, pool)
    return build_report(table, protocol, parts, outcomes, points)


def measure_points(
    table: Table, protocol: Protocol, parts: Split, outcomes: Outcomes, pool: Executor | None = None
) -> Outcomes:
    """The few fits on fewer rows that the learning curve takes."""
    y = spread_target(table, protocol)
    points: Outcomes = {}
    planned = plan_points(protocol, outcomes)
    jobs = (
        make_job(table, y, protocol, parts, fold, (read_point(name)[0],), read_point(name)[1])
        for name, fold in planned
    )
    for (name, _), (_, fold, outcome) in zip(planned, run_folds(jobs, pool), strict=True):
        points.setdefault(name, {})[fold] = outcome
    return points


def plan_jobs(table: Table, protocol: Protocol, parts: Split) -> Iterator[Job]:
    """Every job of the protocol: cheap pipelines of all folds, then the heavy ones."""
    y = spread_target(table, protocol)
    for pipelines in plan_pipelines(protocol):
        for fold in parts.folds:
            yield make_job(table, y, protocol, parts, fold.index, pipelines)


def spread_target(table: Table, protocol: Protocol) -> np.ndarray:
    """float64 of shape (n_rows,): class code or value of each row, NaN where it is not used."""
    rows, targets = encode_target(table, protocol)
    y = np.full(table.n_rows, np.nan)
    y[rows] = targets
    return y


def run_folds(jobs: Iterable[Job], pool: Executor | None = None) -> Iterator[tuple[str, int, FoldOutcome]]:
    """(pipeline, fold index, outcome) of each, in the order of the jobs."""
    done = pool.map(_run_job, jobs) if pool is not None else map(_run_job, jobs)
    for scored in done:
        yield from scored


@contextmanager
def worker_pool(processes: int) -> Iterator[Executor | None]:
    """Processes with the libraries loaded, forked from one that never computed; None when one is enough."""
    if processes < 2:
        yield None
        return
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield pool


def hash_table(table: Table) -> str:
    """Hex SHA-256 of the contents, for data that have no file."""
    digest = hashlib.sha256()
    for column in table:
        digest.update(repr((column.name, column.kind, column.levels)).encode())
        digest.update(np.ascontiguousarray(column.values).tobytes())
    return digest.hexdigest()


def _run_job(job: Job) -> list[tuple[str, int, FoldOutcome]]:
    if job.y_test is None:
        raise ValueError("a job without test labels cannot be scored here")
    frames = run_standard_fold(job)
    return [(frame.pipeline, job.fold, score_frame(job.protocol, frame, job.y_test)) for frame in frames]


def _table_of(frame: pd.DataFrame) -> Table:
    """As if the frame had been uploaded as a CSV file: the same kinds are recognised."""
    data = frame.to_csv(index=False).encode()
    return read_table(data, filename="frame.csv", limits=_NO_LIMIT).table
