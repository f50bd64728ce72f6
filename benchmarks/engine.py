"""How long the whole report takes, beside plain scikit-learn in the same minute on the same machine.

    python -m benchmarks.engine                       # bundled data
    python -m benchmarks.engine --folder ../shared/data --only attrition,oj --rounds 5
    python -m benchmarks.engine --synthetic 20000 --rounds 1
    python -m benchmarks.engine --profile             # and where the time goes, in one process

The plain side is what a person would write: one ``ColumnTransformer`` and model in a ``Pipeline``, and
``cross_validate`` for each of the same models on the same rows and folds with as many warm processes. Our
side is the full report: scores, intervals, verdicts, train scores, importances, diagnostics, the learning
curve's fits, checks and figures. Reading the data and importing libraries is outside the clock on both
sides; the two take turns.

``--cpu`` counts processor seconds of one process with one thread on both sides instead of seconds on the
clock: for machines on which others are working.

``ratio`` is ours / plain. ``ours/floor`` divides ours by (the sum of the bare fits / processes): it hardly
depends on the machine. The scores of both sides are compared too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from sklearn import datasets
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.model_selection import cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from threadpoolctl import threadpool_limits

from evaluations.core.checks.base import CheckContext
from evaluations.core.checks.registry import run_checks
from evaluations.core.evaluate import (
    measure,
    measure_points,
    plan_jobs,
    run_folds,
    spread_target,
    worker_pool,
)
from evaluations.core.outcome import FoldOutcome
from evaluations.core.pipelines import STANDARD, standard_pipelines
from evaluations.core.preprocessing import prepare
from evaluations.core.profiling import profile_table
from evaluations.core.protocol import Protocol, build_protocol
from evaluations.core.reading import read_table
from evaluations.core.report import Report, build_report
from evaluations.core.splitting import Split, split
from evaluations.core.table import Table
from evaluations.figures import draw_figures

Clock = Callable[[], float]
SCORING = {
    "binary": ["accuracy", "balanced_accuracy", "f1_macro", "roc_auc"],
    "multiclass": ["accuracy", "balanced_accuracy", "f1_macro"],
    "regression": ["r2", "neg_mean_absolute_error", "neg_root_mean_squared_error"],
}


@dataclass(frozen=True)
class Subject:
    name: str
    table: Table
    protocol: Protocol
    parts: Split


def make_subject(name: str, table: Table, target: str, task: str) -> Subject:
    protocol = build_protocol(profile_table(table), data_sha256=name, target=target, task=task)
    return Subject(name, table, protocol, split(table, protocol))


def read_bundled() -> Iterator[Subject]:
    for name in ("iris", "breast_cancer", "diabetes", "wine"):
        frame = getattr(datasets, f"load_{name}")(as_frame=True).frame
        task = {"breast_cancer": "binary", "diabetes": "regression"}.get(name, "multiclass")
        yield make_subject(name, as_table(frame), "target", task)


def read_folder(folder: Path, only: list[str]) -> Iterator[Subject]:
    for told in json.loads((folder / "meta.json").read_text()):
        if not only or told["name"] in only:
            table = read_table((folder / told["file"]).read_bytes(), filename=told["file"]).table
            yield make_subject(told["name"], table, told["target"], told["task"])


def make_synthetic(n_rows: int) -> Subject:
    X, y = datasets.make_classification(
        n_rows, 50, n_informative=15, n_redundant=5, flip_y=0.05, class_sep=0.8, random_state=1
    )
    frame = pd.DataFrame(X, columns=[f"x{i}" for i in range(50)])
    for i in range(40, 50):
        frame[f"x{i}"] = "level " + pd.qcut(frame[f"x{i}"], 3 + i % 5 * 3, labels=False).astype(str)
    return make_subject(f"synthetic_{n_rows}", as_table(frame.assign(target=y)), "target", "binary")


def as_table(frame: pd.DataFrame) -> Table:
    return read_table(frame.to_csv(index=False).encode(), filename="bundled.csv").table


def run_ours(subject: Subject, pool: Executor | None, now: Clock) -> tuple[float, Report]:
    started = now()
    report = measure(subject.table, subject.protocol, subject.parts, pool=pool)
    finish(subject, report)
    return now() - started, report


def finish(subject: Subject, report: Report) -> None:
    """Checks and figures, as the platform's last step makes them."""
    rows = np.sort(subject.parts.development)
    y = spread_target(subject.table, subject.protocol)
    context = CheckContext(
        table=subject.table.take(rows),
        y=y[rows],
        protocol=subject.protocol,
        results=report.results,
        gaps=report.diagnostics["train_test_gap"],
        file_rows=subject.table.n_rows,
    )
    run_checks(context)
    draw_figures(report.to_dict())


def print_profile(subject: Subject) -> None:
    """Seconds of each part of a full report in one process."""
    table, protocol, parts = subject.table, subject.protocol, subject.parts
    spent: dict[str, float] = {}

    def clock(name: str, started: float) -> None:
        spent[name] = spent.get(name, 0.0) + time.perf_counter() - started

    outcomes: dict[str, dict[int, FoldOutcome]] = {}
    for job in plan_jobs(table, protocol, parts):
        started = time.perf_counter()
        prepare(job.train, job.test)
        clock("preprocessing", started)
        started = time.perf_counter()
        for code, fold, outcome in run_folds([job]):
            outcomes.setdefault(code, {})[fold] = outcome
        clock("jobs", started)
    done = [outcome for folds in outcomes.values() for outcome in folds.values()]
    spent["bare fits"] = sum(outcome.fit_seconds for outcome in done)
    spent["predictions"] = sum(outcome.predict_seconds for outcome in done)
    known = spent["bare fits"] + spent["predictions"] + spent["preprocessing"]
    spent["train scores, importances, scoring"] = spent.pop("jobs") - known
    started = time.perf_counter()
    points = measure_points(table, protocol, parts, outcomes)
    clock("learning curve", started)
    started = time.perf_counter()
    report = build_report(table, protocol, parts, outcomes, points)
    clock("report and diagnostics", started)
    started = time.perf_counter()
    finish(subject, report)
    clock("checks and figures", started)
    total = sum(spent.values())
    for name, seconds in spent.items():
        print(f"  {name:36s} {seconds:8.2f} s  {seconds / total:5.0%}")


def run_plain(subject: Subject, processes: int, now: Clock) -> tuple[float, dict[str, dict[str, np.ndarray]]]:
    """(seconds, scores by pipeline) of cross_validate on the development rows."""
    protocol, parts = subject.protocol, subject.parts
    frame = subject.table.select(protocol.features).to_frame()
    y = spread_target(subject.table, protocol)
    preprocessing = make_preprocessing(subject)
    folds = [(fold.train, fold.test) for fold in parts.folds]
    started, found = now(), {}
    for code in standard_pipelines(protocol):
        model = make_pipeline(preprocessing, STANDARD[code].build(protocol.task, protocol.seed))
        found[code] = cross_validate(
            model, frame, y, cv=folds, scoring=SCORING[protocol.task], n_jobs=processes, error_score="raise"
        )
    return now() - started, found


def make_preprocessing(subject: Subject) -> ColumnTransformer:
    columns = subject.table.select(subject.protocol.features)
    numbers = [column.name for column in columns if column.is_number]
    texts = [column.name for column in columns if column.kind == "text"]
    others = [name for name in columns.names if name not in {*numbers, *texts}]
    encode = make_pipeline(
        SimpleImputer(strategy="constant", fill_value="(missing)"),
        OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=20, sparse_output=False),
    )
    gaps = any(column.missing.any() for column in columns)  # where there are none, nobody asks for indicators
    scale = make_pipeline(SimpleImputer(strategy="median", add_indicator=gaps), StandardScaler())
    parts = [("numbers", scale, numbers), ("others", encode, others)]
    parts += [(name, TfidfVectorizer(max_features=200), name) for name in texts]
    return ColumnTransformer([part for part in parts if part[2]], sparse_threshold=0)


def largest_difference(subject: Subject, report: Report, plain: dict[str, dict[str, np.ndarray]]) -> float:
    """Between the fold scores of both sides, over models and metrics."""
    names = {"neg_mean_absolute_error": "mae", "neg_root_mean_squared_error": "rmse"}
    worst = 0.0
    for result in report.results:
        for scorer in SCORING[subject.protocol.task]:
            ours = np.array(result["scores"][names.get(scorer, scorer)]["folds"])
            theirs = plain[result["pipeline"]][f"test_{scorer}"]
            worst = max(worst, float(np.abs(ours - np.abs(theirs) * np.sign(ours)).max()))
    return worst


def compare(subject: Subject, rounds: int, processes: int, pool: Executor | None, now: Clock) -> float:
    ours, plain, floors = [], [], []
    for _ in range(rounds):
        seconds, report = run_ours(subject, pool, now)
        theirs, scores = run_plain(subject, processes, now)
        ours.append(seconds)
        plain.append(theirs)
        floors.append(sum(result["fit_seconds"] for result in report.results) / processes)
    ratios = [a / b for a, b in zip(ours, plain, strict=True)]
    over_floor = statistics.median(a / b for a, b in zip(ours, floors, strict=True))
    by_clock = now is time.perf_counter  # as the fits are
    cells = (
        subject.name,
        f"{subject.protocol.n_rows:,}",
        subject.protocol.n_folds,
        f"{min(ours):.2f} s",
        f"{min(plain):.2f} s",
        f"**{statistics.median(ratios):.2f}** ({min(ratios):.2f} to {max(ratios):.2f})",
        f"{over_floor:.2f}" if by_clock else "",
        f"{largest_difference(subject, report, scores):.0e}",
    )
    print_row(*cells)
    return statistics.median(ratios)


def print_row(*cells: object) -> None:
    print("|", " | ".join(str(cell) for cell in cells), "|", flush=True)


def warm_up(pool: Executor | None, processes: int) -> None:
    """Start the processes of both sides before the clock."""
    subject = next(read_bundled())
    list(run_folds(plan_jobs(subject.table, subject.protocol, subject.parts), pool))
    Parallel(processes)(delayed(make_preprocessing)(subject) for _ in range(2 * processes))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--folder", type=Path, help="data sets with a meta.json")
    parser.add_argument("--only", default="", help="names, with commas")
    parser.add_argument("--synthetic", type=int, help="rows of a made-up data set")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--cpu", action="store_true", help="processor seconds, one process each")
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    wishes = parser.parse_args()
    warnings.filterwarnings("ignore")
    subjects = read_bundled()
    if wishes.folder:
        subjects = read_folder(wishes.folder, [name for name in wishes.only.split(",") if name])
    elif wishes.synthetic:
        subjects = iter([make_synthetic(wishes.synthetic)])
    processes, now = (1, time.process_time) if wishes.cpu else (wishes.processes, time.perf_counter)
    unit = "processor seconds" if wishes.cpu else "seconds"
    print(f"\n{processes} process{'es' * (processes > 1)} on both sides, {unit}, {wishes.rounds} rounds\n")
    print_row("data", "rows", "folds", "full report", "plain", "ratio", "report/floor", "scores differ by")
    print_row(*["---"] * 8)
    with worker_pool(processes) as pool, threadpool_limits(1 if wishes.cpu else None):
        warm_up(pool, processes)
        ratios = []
        for subject in subjects:
            ratios.append(compare(subject, wishes.rounds, processes, pool, now))
            if wishes.profile:
                print_profile(subject)
    print_row("geometric mean", "", "", "", "", f"**{statistics.geometric_mean(ratios):.2f}**", "", "")


if __name__ == "__main__":
    main()
