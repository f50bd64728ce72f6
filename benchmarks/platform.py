"""The running product with real workers, from the upload to the report. Needs a quiet machine for its ratios.

    python -m benchmarks.platform [--only report,workers] [--rows 600] [--large 20000] [--rounds 3]

report: a table that nobody has sent before; seconds until its first score and its report can be read through
the API. Then the same table again, and the same with a script: both are to cost what is new in them only, and
the numbers of stored fold results show that nothing was fitted twice.

workers: a large table evaluated by one worker process and by two, each with an empty database: folds a
minute.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tests.journeys.conftest import Product, running_product

POLL_SECONDS = 0.01
LONGEST_SECONDS = 1800
LEARNER = "from projects.models import Learner; Learner.objects.create_user('ada')"
STORED = "from evaluations.models import FoldResult; print(FoldResult.objects.count())"
SCRIPT = b"""from sklearn.tree import DecisionTreeClassifier


def make_model():
    return DecisionTreeClassifier(max_depth=4, random_state=0)
"""


@dataclass(frozen=True)
class Times:
    """Seconds from the beginning of the upload."""

    first_score: float
    report: float


def make_table(seed: int, rows: int, columns: int = 10) -> bytes:
    random = np.random.default_rng(seed)
    X = random.normal(size=(rows, columns))
    labels = X[:, 0] + X[:, 1] * X[:, 2] + random.normal(size=rows) > 0
    lines = [
        ",".join([*(f"{value:.4f}" for value in row), "ny"[label]])
        for row, label in zip(X, labels.astype(int), strict=True)
    ]
    return "\n".join([",".join([*(f"x{j}" for j in range(columns)), "label"]), *lines]).encode()


@contextmanager
def product_with(processes: int) -> Iterator[tuple[Product, str]]:
    """A product with an empty database and so many worker processes, and a token."""
    with (
        tempfile.TemporaryDirectory(prefix="firstfit-") as folder,
        running_product(Path(folder), WORKER_PROCESSES=str(processes), DEMO="0") as product,
    ):
        product.manage("shell", "-c", LEARNER)
        yield product, product.token("ada")


def evaluate(product: Product, token: str, table: bytes, script: bytes = b"") -> Times:
    """Push it and watch for the first score; from then on wait for the report, as a client does."""
    began = time.monotonic()
    address = f"/api/v1/evaluations/{push(product, token, table, script)}/"
    first = 0.0
    while True:
        document = product.request("GET", f"{address}?wait=20" if first else address, token=token).json()
        now = time.monotonic() - began
        if document["results"]:
            first = first or now
        if document["status"] not in ("queued", "running"):
            break
        if now > LONGEST_SECONDS:
            raise TimeoutError(document["stage"])
        if not first:
            time.sleep(POLL_SECONDS)
    if document["status"] != "succeeded":
        raise RuntimeError(document["reason"])
    return Times(first, now)


def push(product: Product, token: str, table: bytes, script: bytes = b"") -> str:
    form: dict[str, Any] = {"data": ("rows.csv", table), "target": "label"}
    form |= {"script": ("tree.py", script)} if script else {}
    return product.push(token, form)["evaluation"]["id"]


def folds_a_minute(product: Product, token: str, table: bytes) -> float:
    """Of one evaluation, from its upload to its report; asked for by one client who waits."""
    began = time.monotonic()
    document = product.wait(push(product, token, table), token, LONGEST_SECONDS)
    if document["status"] != "succeeded":
        raise RuntimeError(document["reason"])
    return 60 * document["progress"]["total"] / (time.monotonic() - began)


def stored_folds(product: Product) -> int:
    return int(product.manage("shell", "-c", STORED).split()[-1])


def measure_reports(rows: int, rounds: int) -> None:
    """A table of its own each round: first, again, with a script."""
    found: dict[str, list[Times]] = {"first": [], "the same again": [], "with a script": []}
    fitted: dict[str, int] = dict.fromkeys(found, 0)
    with product_with(2) as (product, token):
        evaluate(product, token, make_table(0, 60))  # everything has been imported once
        for seed in range(1, rounds + 1):
            table = make_table(seed, rows)
            for name, times in found.items():
                before = stored_folds(product)
                times.append(evaluate(product, token, table, SCRIPT if "script" in name else b""))
                fitted[name] = stored_folds(product) - before
    whole = statistics.median(one.report for one in found["first"])
    print(f"\n| evaluation of {rows} rows | first score | report | share of the first | fold results added |")
    print("| --- | --- | --- | --- | --- |")
    for name, times in found.items():
        first, report = (
            statistics.median(part) for part in zip(*((t.first_score, t.report) for t in times), strict=True)
        )
        print(f"| {name} | {first:.2f} s | {report:.2f} s | {report / whole:.1%} | {fitted[name]} |")


def measure_workers(rows: int, rounds: int) -> None:
    """Each number of processes in turn, on tables of its own; the fastest round of each counts."""
    table, best = make_table(7, rows), {1: 0.0, 2: 0.0}
    for _ in range(rounds):
        for processes in best:
            with product_with(processes) as (product, token):
                for seed in range(processes):  # each has run something once
                    evaluate(product, token, make_table(seed, 60))
                best[processes] = max(best[processes], folds_a_minute(product, token, table))
    print(f"\n| worker processes | folds a minute, {rows} rows | beside one |")
    print("| --- | --- | --- |")
    for processes, folds in best.items():
        print(f"| {processes} | {folds:.0f} | {folds / best[1]:.2f} x |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", default="report,workers", help="which, with commas")
    parser.add_argument("--rows", type=int, default=600, help="of the table that is evaluated three times")
    parser.add_argument("--large", type=int, default=20_000, help="rows of the table for one worker and two")
    parser.add_argument("--rounds", type=int, default=3)
    wishes = parser.parse_args()
    if "report" in wishes.only:
        measure_reports(wishes.rows, wishes.rounds)
    if "workers" in wishes.only:
        measure_workers(wishes.large, max(1, wishes.rounds - 1))


if __name__ == "__main__":
    main()
