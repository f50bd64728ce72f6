"""What the queue loses is found while it is busy, and what only waits is left alone."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from tests import servers
from tests.chaos.accidents import descendants, kill
from tests.chaos.test_chaos import SCRIPT, rows
from tests.journeys.conftest import ROOT, Product, running_product, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.sandbox, pytest.mark.timeout(600)]

HOURS_AHEAD = 3
CLOCK = f"import time\n_now = time.time\ntime.time = lambda: _now() + {HOURS_AHEAD * 3600}\n"
WORKER = "-m celery -A config worker --concurrency 1 --loglevel INFO --without-gossip --without-mingle"
LAUNCHES = (
    "from evaluations.models import Evaluation as E; print({str(e.pk): e.launches for e in E.objects.all()})"
)
LARGE = 8000


@pytest.fixture(scope="module")
def product(tmp_path_factory) -> Iterator[Product]:
    if servers.find_redis() is None:
        pytest.skip(servers.NO_REDIS)
    with servers.redis_server() as address:
        settings = {"REDIS_URL": address, "DEMO": "0", "WORKER_PROCESSES": "1"}
        with running_product(tmp_path_factory.mktemp("var"), **settings) as running:
            yield running


@pytest.fixture(scope="module")
def tokens(product) -> dict[str, str]:
    names = ("ada", "ben")
    for name in names:
        made = f"from projects.models import Learner; Learner.objects.create_user('{name}')"
        product.manage("shell", "-c", made)
    return {name: product.token(name) for name in names}


@contextlib.contextmanager
def another_machine(product: Product, folder: Path) -> Iterator[subprocess.Popen]:
    """A second worker, with a folder of its own and a clock that is hours ahead."""
    (folder / "sitecustomize.py").write_text(CLOCK)
    environment = product.environment() | {"PYTHONPATH": str(folder), "PYTHONUNBUFFERED": "1"}
    with (folder / "worker.log").open("wb") as log:
        argv = [sys.executable, *WORKER.split(), "--hostname", "other@%h"]
        worker = subprocess.Popen(argv, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_until(lambda: b"ready." in (folder / "worker.log").read_bytes(), 60, "no second worker")
        yield worker
    finally:
        kill([*descendants(worker.pid), worker.pid], signal.SIGKILL)
        worker.wait()


def push(product: Product, token: str, seed: int, n: int = LARGE) -> str:
    form = {"data": ("rows.csv", rows(seed, n)), "target": "answer", "script": ("tree.py", SCRIPT)}
    return product.push(token, form)["evaluation"]["id"]


def measures(product: Product, evaluation: str, token: str) -> bool:
    document = product.request("GET", f"/api/v1/evaluations/{evaluation}/", token=token).json()
    assert document["status"] in ("queued", "running"), document
    return document["progress"]["done"] > 0


def launches(product: Product) -> dict[str, int]:
    return json.loads(product.manage("shell", "-c", LAUNCHES).strip().split("\n")[-1].replace("'", '"'))


def lose(broker: Redis, evaluation: str) -> int:
    """Take its messages out of the queue, and nobody else's."""
    waiting = [key for key in broker.scan_iter("celery*") if broker.type(key) == b"list"]
    return sum(
        broker.lrem(key, 0, text)
        for key in waiting
        for text in broker.lrange(key, 0, -1)
        if evaluation in json.loads(text)["headers"]["argsrepr"]
    )


def ends_well(product: Product, evaluation: str, token: str) -> None:
    document = product.wait(evaluation, token, seconds=400)
    assert document["status"] == "succeeded", document["reason"]
    assert document["progress"]["done"] == document["progress"]["total"] > 0


def test_a_part_of_a_busy_queue_is_lost_and_only_whom_it_belonged_to_is_launched_again(product, tokens):
    lost = push(product, tokens["ada"], 1)
    wait_until(lambda: measures(product, lost, tokens["ada"]), 120, "it did not begin")
    others = [push(product, tokens["ben"], seed) for seed in range(10, 14)]
    with Redis.from_url(product.settings["REDIS_URL"]) as broker:
        wait_until(lambda: lose(broker, lost) > 0, 30, "nothing of it was waiting")
    ends_well(product, lost, tokens["ada"])
    for other in others:
        ends_well(product, other, tokens["ben"])
    counted = launches(product)
    assert counted[lost] == 2
    # They have waited in silence for longer than it takes to be missed, and were not launched for it.
    assert [counted[other] for other in others] == [1] * 4


def test_a_worker_with_a_wrong_clock_makes_nobody_work_twice(product, tokens, tmp_path):
    with another_machine(product, tmp_path):
        pushed = [push(product, tokens["ada"], seed, 4000) for seed in (20, 21)]
        for evaluation in pushed:
            ends_well(product, evaluation, tokens["ada"])
        counted = launches(product)
        log = (tmp_path / "worker.log").read_text() + (product.var_dir / "log" / "worker.log").read_text()
    taken = Counter(re.findall(r"evaluations\.measure_fold\[(\S+)\] received", log))
    assert len(taken) > 20
    assert set(taken.values()) == {1}
    assert [counted[evaluation] for evaluation in pushed] == [1, 1]


def test_a_machine_that_dies_takes_its_work_along_for_a_moment_only(product, tokens, tmp_path):
    with another_machine(product, tmp_path) as worker:
        evaluation = push(product, tokens["ada"], 30)
        wait_until(lambda: measures(product, evaluation, tokens["ada"]), 120, "it did not begin")
        taken = re.compile(rb"measure_fold\[\S+\] received")
        wait_until(lambda: taken.search((tmp_path / "worker.log").read_bytes()), 60, "it took nothing")
        kill([worker.pid, *descendants(worker.pid)])
        ends_well(product, evaluation, tokens["ada"])


def test_a_broker_that_comes_back_empty_costs_a_sweep(product, tokens):
    evaluation = push(product, tokens["ada"], 40)
    wait_until(lambda: measures(product, evaluation, tokens["ada"]), 120, "it did not begin")
    address = product.settings["REDIS_URL"]
    with Redis.from_url(address) as broker:
        broker.shutdown(nosave=True)
    time.sleep(5)
    with servers.redis_server(port=int(address.rsplit(":", 1)[1])):
        ends_well(product, evaluation, tokens["ada"])
        assert launches(product)[evaluation] >= 2
        os.kill(product.process.pid, signal.SIGINT)  # while there is a broker to say goodbye to
        product.process.wait(60)
