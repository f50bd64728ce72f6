"""Derive every published number again, from the data alone, and compare.

    python -m venv fresh && fresh/bin/pip install -r requirements.txt
    fresh/bin/python reproduce.py

Needs the files beside it and the packages in requirements.txt; no account, no network. It ends with 0 when
every number agrees within 1e-9, else with 1 and the list of what differs. With --json FILE the numbers that
were found are written there, too. Where the page comes with a script, that script runs on your machine with
your rights: read it first.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from evaluations.core.contract import Job, PipelineFrame, ScriptSource, pack, pack_frame, read_frames, unpack
from evaluations.core.environment import decisive_versions
from evaluations.core.fold_ids import WORDS, number_folds
from evaluations.core.protocol import Protocol
from evaluations.core.reading import Reading, ReadLimits, read_table
from evaluations.core.report import drop_unreal
from evaluations.core.reproduction import Difference, Recipe, Remeasurement, compare_values, count_numbers
from evaluations.core.scripts import run_script
from evaluations.core.seeding import seed_everything
from evaluations.core.table import Table

HERE = Path(__file__).resolve().parent
TOLERANCE = 1e-9
NO_LIMITS = ReadLimits(max_bytes=2**40, max_rows=2**31, max_columns=10**6, max_cell_chars=2**31)
# As in the sandbox: one thread a fit, and sets in the same order every time.
STEADY = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JOBLIB_MULTIPROCESSING": "0",
    "LOKY_MAX_CPU_COUNT": "1",
    "MPLBACKEND": "Agg",
}


def main() -> int:
    asked = argparse.ArgumentParser(description="Derive every published number again, and compare.")
    asked.add_argument("--json", metavar="FILE", type=Path, help="write the numbers that were found there")
    found_at = asked.parse_args().json
    published, protocol = load("published.json"), Protocol.from_dict(load("protocol.json"))
    print(f"{published['title']}\n{published['url']}\n")
    warn_of_versions(published["environment"])
    table = read_data(published["data"])
    remeasured = Remeasurement(table, protocol, recipe_of(published), run_script_apart)
    differences = list(compare_folds(remeasured))
    report = remeasured.report(on_fold=tell).to_dict()
    by_hand = published["report"].get("by_hand")
    report["by_hand"] = repeat_by_hand(remeasured, by_hand) if by_hand else by_hand
    differences += compare_values(published["report"], report, TOLERANCE)
    scores = None
    if published["lockbox"]:
        scores = remeasured.lockbox(published["lockbox"]["pipeline"])
        differences += compare_values(published["lockbox"]["scores"], scores, TOLERANCE, "lockbox")
    print_scores(report)
    if found_at:
        told = {"report": report, "lockbox": scores, "differences": [asdict(one) for one in differences]}
        found_at.write_text(json.dumps(told), encoding="utf-8")
    return conclude(published, differences)


def load(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def warn_of_versions(environment: dict[str, str]) -> None:
    """Other versions may give other numbers: say so before, not after."""
    for name, found in decisive_versions().items():
        published = environment.get(name, found)
        if not (published == found or (name == "python" and published.startswith(f"{found}."))):
            print(f"Note: published with {name} {published}, this is {found}.")


def read_data(told: dict[str, Any]) -> Table:
    """The published bytes, read as they were read then. Leave with a sentence when they are not there."""
    path = HERE / told["path"]
    if not path.exists():
        sys.exit(f"The data are not in this bundle. Put the file with SHA-256 {told['sha256']} at {path}.")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != told["sha256"]:
        sys.exit(f"{path} is not the file that was measured: its SHA-256 is not {told['sha256']}.")
    reading = Reading.from_dict(told["reading"])
    return read_table(data, filename=told["filename"], limits=NO_LIMITS, reading=reading).table


def recipe_of(published: dict[str, Any]) -> Recipe:
    results = published["report"]["results"]
    told = published["script"]
    script = told and ScriptSource(source=(HERE / told["path"]).read_bytes(), **told["given"])
    return Recipe(
        pipelines=[result["pipeline"] for result in results],
        failed={r["pipeline"]: r["reason"] for r in results if r["status"] == "failed"},
        script=script,
    )


def run_script_apart(job: Job) -> PipelineFrame:
    """A fresh process for each fold, so that nothing is remembered from one to the next."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder, "job"), Path(folder, "frame")
        asked.write_bytes(pack(job))
        process = fresh_processes().Process(target=run_one_job, args=(asked, answered))
        process.start()
        process.join()
        if not answered.exists():
            sys.exit("The script ended early: what it said stands above.")
        return read_frames(answered.read_bytes(), job.test.n_rows, len(job.protocol.classes))[0]


@cache
def fresh_processes() -> Any:
    """Processes that begin with the libraries loaded and with a fixed order of sets."""
    os.environ.update(STEADY)
    known = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in known else "spawn")
    if "forkserver" in known:
        context.set_forkserver_preload(["evaluations.core.scripts", "evaluations.core.folds"])
    return context


def run_one_job(asked: Path, answered: Path) -> None:
    """In the child: what the script prints is not ours to repeat."""
    job = unpack(asked.read_bytes())
    seed_everything(job.seed)
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        frame = pack_frame(run_script(job))
    answered.write_bytes(frame)


def compare_folds(remeasured: Remeasurement) -> Iterator[Difference]:
    """The rows of every fold and of the lockbox against ``folds.csv``."""
    path = HERE / "folds.csv"
    if not path.exists():
        return
    with path.open(newline="", encoding="utf-8") as file:
        published = list(csv.reader(file))[1:]
    found = number_folds(remeasured.split, remeasured.table.n_rows)
    for row, (one, other) in enumerate(zip(published, found.T, strict=True), start=1):
        names = [WORDS.get(int(number), str(number + 1)) for number in other]
        if one[1:] != names:
            yield Difference(f"folds.csv, row {row}", one[1:], names)


def tell(done: int, total: int) -> None:
    print(f"\rfold {done} of {total}", end="\n" if done == total else "", flush=True)


def repeat_by_hand(remeasured: Remeasurement, published: dict[str, Any]) -> dict[str, Any]:
    """What was settled before the folds stands; where the estimator could not be fitted, that stands too."""
    if published["status"] == "failed":
        return published
    settled = {name: published[name] for name in ("input_mode", "same_input")}
    found = drop_unreal(remeasured.by_hand(published["input_mode"])) | settled
    return dict(json.loads(json.dumps(found)))


def print_scores(report: dict[str, Any]) -> None:
    metric = report["primary_metric"]
    print(f"\n{report['metric_title']}, mean over the folds (95 % interval):")
    for result in report["results"]:
        score = result["scores"].get(metric)
        shown = "no score" if score is None else f"{score['mean']:.6f}{interval_of(score)}"
        print(f"  {result['title']:<32} {shown}")


def interval_of(score: dict[str, Any]) -> str:
    return "" if score["low"] is None else f" ({score['low']:.6f} to {score['high']:.6f})"


def conclude(published: dict[str, Any], differences: list[Difference]) -> int:
    numbers = count_numbers(published["report"]) + count_numbers((published["lockbox"] or {}).get("scores"))
    if not differences:
        print(f"\nAll {numbers} published numbers came out again, within {TOLERANCE:g}.")
        return 0
    print(f"\n{len(differences)} of {numbers} published numbers came out otherwise:")
    for difference in differences[:20]:
        published_as, now = shorten(difference.published), shorten(difference.found)
        print(f"  {difference.where}: published {published_as}, now {now}")
    if len(differences) > 20:
        print(f"  and {len(differences) - 20} more")
    return 1


def shorten(value: Any) -> str:
    told = str(value)
    return told if len(told) <= 200 else f"{told[:199]}…"


if __name__ == "__main__":
    sys.exit(main())
