"""The most memory that a child takes on the largest data that may be uploaded, beside its limit.

    python -m benchmarks.memory [--rows 50000] [--columns 200] [--names 80] [--only baseline,knn]

One fold of each standard pipeline, as a worker runs it: job packed, a confined child of the fork server, its
peak as the kernel counts it. ``--names`` of the columns are categories of twenty names, each of which becomes
twenty columns of the matrix: 199 of them are the worst that fits into 25 MB. A pipeline that needs more time
or memory than it may have is stopped with its reason, which is shown.
"""

from __future__ import annotations

import argparse
import os
import time

import numpy as np

from evaluations.core.contract import Job
from evaluations.core.evaluate import plan_jobs
from evaluations.core.profiling import profile_table
from evaluations.core.protocol import build_protocol
from evaluations.core.reading import read_table
from evaluations.core.splitting import split

MIB = 2**20
LEVELS = np.array(list("abcdefghijklmnopqrst"))


def make_file(rows: int, columns: int, names: int) -> bytes:
    """Cells as short as they get, so that so many of them fit into an upload."""
    random = np.random.default_rng(3)
    numbers = random.integers(0, 50, size=(rows, columns - 1 - names))
    words = LEVELS[random.integers(0, len(LEVELS), size=(rows, names))]
    labels = np.where(numbers[:, :1] + random.normal(0, 15, (rows, 1)) > 25, "y", "n")
    head = ",".join([*(f"c{j}" for j in range(columns - 1)), "label"])
    cells = np.hstack([numbers.astype(str), words, labels])
    return "\n".join([head, *(",".join(row) for row in cells)]).encode()


def make_jobs(data: bytes) -> list[Job]:
    """The jobs of the first fold, one for each pipeline."""
    table = read_table(data, filename="large.csv").table
    protocol = build_protocol(profile_table(table), data_sha256="0" * 64, target="label")
    first = {
        job.pipelines: job for job in plan_jobs(table, protocol, split(table, protocol)) if job.fold == 0
    }
    return list(first.values())


def measure(job: Job, code: str) -> tuple[str, float, float]:
    """(how it ended, seconds, peak in MB) of one pipeline in a child of its own."""
    from dataclasses import replace

    from evaluations import children

    began = time.monotonic()
    outcome = children.run_standard(replace(job, pipelines=(code,)), lambda chunk: None, lambda: None)
    return outcome.kind, time.monotonic() - began, outcome.peak_bytes / MIB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--columns", type=int, default=200)
    parser.add_argument("--names", type=int, default=80, help="columns that are categories")
    parser.add_argument("--only", default="", help="pipelines, with commas")
    wishes = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()
    from django.conf import settings

    from evaluations import children

    data = make_file(wishes.rows, wishes.columns, wishes.names)
    jobs = make_jobs(data)
    limit = settings.LIMITS.pipeline_memory_bytes / MIB
    print(
        f"\n{len(data) / 1e6:.1f} MB, {wishes.rows} rows, {wishes.columns} columns, {wishes.names} of names\n"
    )
    print(f"| pipeline, one fold | seconds | peak of the child | of {limit:.0f} MB | end |")
    print("| --- | --- | --- | --- | --- |", flush=True)
    for job in jobs:
        for code in [one for one in job.pipelines if not wishes.only or one in wishes.only.split(",")]:
            end, seconds, peak = measure(job, code)
            print(f"| {code} | {seconds:.0f} | {peak:.0f} MB | {peak / limit:.0%} | {end} |", flush=True)
    children.stop_fork_server()


if __name__ == "__main__":
    main()
