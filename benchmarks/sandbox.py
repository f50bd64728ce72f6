"""How long a script takes from launch to its predictions, beside ``python script.py`` at home.

    python -m benchmarks.sandbox [--rounds 15] [--tier 1]

Ours: the worker packs a job (140 rows to learn from, 60 to predict), the warm fork server forks a child,
which confines itself, compiles the script, fits, predicts and sends back; the worker reads and checks it.
Home: a fresh interpreter that imports the same libraries, makes the same rows, fits the same model and
predicts. The two take turns. Cold: the fork server is started, its floor proven, and the same job run.
Containment is the same in both: ``make hostile`` attacks the warm server.

Flood: a second worker's fork server runs one hostile script after the other (threads that spin, memory,
printing) while the first runs honest jobs, against the same jobs with nobody beside them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np

from evaluations import core
from evaluations.core.contract import Job, ScriptSource, pack
from evaluations.core.explanations import read_outcome
from evaluations.core.protocol import Protocol
from evaluations.core.table import Column, Table
from evaluations.sandbox.limits import MIB, Limits
from evaluations.sandbox.policy import find_free_uid
from evaluations.sandbox.runner import ForkServer

MODEL = """
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression


def make_model():
    return LogisticRegression()
"""
HOME = (
    MODEL
    + """

rng = np.random.default_rng(5)
X = pd.DataFrame(rng.normal(size=(200, 3)), columns=list("abc"))
y = (X["a"] + 0.3 * X["b"] > 0).astype(int)
model = make_model()
model.fit(X[:140], y[:140])
print(len(model.predict(X[140:])))
"""
)
LIMITS = Limits(wall_seconds=30, cpu_seconds=30, memory_bytes=512 * MIB, result_bytes=64 * 1024)
PROTOCOL = Protocol(
    version=1,
    task="binary",
    target="y",
    features=("a", "b", "c"),
    left_out=(),
    classes=("0", "1"),
    n_rows=200,
    splitter="stratified_k_fold",
    n_splits=5,
    n_repeats=1,
    seed=7,
    metrics=("accuracy",),
    primary_metric="accuracy",
    comparison_metric="accuracy",
    lockbox_share=0.0,
)


def make_job() -> Job:
    rng = np.random.default_rng(5)
    table = Table(tuple(Column(name, "number", rng.normal(size=200)) for name in "abc"), 200)
    y = (table["a"].values + 0.3 * table["b"].values > 0).astype(float)
    train, test = np.arange(140), np.arange(140, 200)
    script = ScriptSource("script.py", MODEL.encode(), "raw")
    return Job("script", PROTOCOL, table.take(train), y[train], table.take(test), seed=3, script=script)


def new_server(tier: int | None) -> ForkServer:
    uid = find_free_uid() if os.getuid() == 0 else None
    root = Path(core.__file__).parent
    return ForkServer(root, "evaluations.core.child:main", ["evaluations.core.child"], uid=uid, tier=tier)


def run_here(server: ForkServer, job: Job) -> None:
    outcome = server.run(pack(job), LIMITS, trusted=False)
    frame, reason = read_outcome(outcome, 60, 2)
    assert reason is None, reason
    assert frame is not None


def run_at_home() -> None:
    subprocess.run([sys.executable, "-c", HOME], check=True, stdout=subprocess.DEVNULL)


def run_cold(tier: int | None, job: Job) -> None:
    server = new_server(tier)
    server.start()
    run_here(server, job)
    server.stop()


def seconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


SPIN = b"""
import threading


def spin():
    while True:
        sum(i * i for i in range(10000))


for _ in range(12):
    threading.Thread(target=spin, daemon=True).start()
spin()
"""
EAT = b"held = []\nwhile True:\n    held.append(bytearray(10_000_000))\n"
PRINT = b"while True:\n    print('x' * 1000)\n"
HOSTILE = Limits(
    wall_seconds=4, cpu_seconds=4, memory_bytes=512 * MIB, result_bytes=64 * 1024, printed_max_bytes=4 * MIB
)


def flood(tier: int | None, ready: Event, over: Event) -> None:
    """What a worker does to whom hostile scripts are sent without end."""
    server = new_server(tier)
    server.start()
    ready.set()
    while not over.is_set():
        for source in (SPIN, EAT, PRINT):
            script = ScriptSource("script.py", source, "raw")
            server.run(pack(replace(make_job(), script=script)), HOSTILE, trusted=False)
    server.stop()


def measure_flood(server: ForkServer, tier: int | None, rounds: int) -> None:
    job = make_job()
    alone = [seconds(lambda: run_here(server, job)) for _ in range(rounds)]
    ready, over = multiprocessing.Event(), multiprocessing.Event()
    beside = multiprocessing.Process(target=flood, args=(tier, ready, over))
    beside.start()
    ready.wait()
    time.sleep(1)
    flooded = []
    for _ in range(rounds):
        flooded.append(seconds(lambda: run_here(server, job)))
        time.sleep(0.2)  # spread over all kinds of attack
    over.set()
    beside.join()
    for name, values in (("alone", alone), ("flood", flooded)):
        print(f"{name:5} median {statistics.median(values):7.3f} s   worst {max(values):7.3f} s")
    print(f"flood / alone: {statistics.median(flooded) / statistics.median(alone):.2f} (goal 2)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--tier", type=int, default=None)
    given = parser.parse_args()
    job, server = make_job(), new_server(given.tier)
    server.start()
    assert server.tier, server.refusal
    run_here(server, job)
    run_at_home()
    taken: dict[str, list[float]] = {"ours": [], "home": [], "cold": []}
    for number in range(given.rounds):
        taken["ours"].append(seconds(lambda: run_here(server, job)))
        taken["home"].append(seconds(run_at_home))
        if number % 5 == 0:
            taken["cold"].append(seconds(lambda: run_cold(given.tier, job)))
    print(f"tier {server.tier}, {given.rounds} rounds in turns")
    for name, values in taken.items():
        print(f"{name:5} median {statistics.median(values):7.3f} s   least {min(values):7.3f} s")
    ratios = [ours / home for ours, home in zip(taken["ours"], taken["home"], strict=True)]
    print(f"ours / home: median {statistics.median(ratios):.3f}, worst {max(ratios):.3f} (goal 0.25)")
    measure_flood(server, given.tier, 3 * given.rounds)
    server.stop()


if __name__ == "__main__":
    main()
