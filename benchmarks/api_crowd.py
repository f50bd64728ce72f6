"""Clients that wait, for ``benchmarks.api``: in a process of their own, so that what they cost is not
taken from the one that counts the pages' answers; and what becomes of the pages meanwhile."""

from __future__ import annotations

import multiprocessing
import os
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import httpx

PAGE_THREADS = 6
SLICE_SECONDS = 0.5
CROWD = (
    "from tests.factories import make_evaluation, make_project; "
    "from projects.models import Learner; from django.utils import timezone; from datetime import timedelta; "
    "learner = Learner.objects.get(username='crowd'); "
    "print(make_evaluation(make_project(learner), status='running', stage='measuring', "
    "heartbeat_at=timezone.now() + timedelta(days=1)).pk)"
)


class Crowd:
    """Clients that wait for one evaluation which does not end. In a process of its own: see ``run_crowd``."""

    def __init__(self, address: str, token: str, number: int) -> None:
        self.address = address
        self.http = httpx.Client(
            headers={"Authorization": f"Bearer {token}"},
            timeout=60,
            limits=httpx.Limits(max_connections=None),
        )
        for place in range(number):
            Thread(target=self.wait, args=(place,)).start()

    def wait(self, place: int) -> None:
        time.sleep(place * 0.02)
        while True:
            try:
                time.sleep(self.by_events() if place % 2 else self.by_long_poll())
            except httpx.HTTPError:
                time.sleep(5)

    def by_long_poll(self) -> float:
        answer = self.http.get(self.address, params={"wait": 30})
        return float(answer.headers.get("Retry-After", "5"))

    def by_events(self) -> float:
        pause = 1.0
        with self.http.stream("GET", f"{self.address}events/") as answer:
            for line in answer.iter_lines():
                if line.startswith("retry: "):
                    pause = int(line[7:]) / 1000
        return pause


@contextmanager
def run_crowd(address: str, token: str, number: int) -> Iterator[None]:
    """So many clients at this evaluation's address, once all of them have come."""
    crowd = multiprocessing.get_context("spawn").Process(target=Crowd, args=(address, token, number))
    crowd.start()
    try:
        time.sleep(number * 0.02 + 8)
        yield
    finally:
        crowd.kill()
        crowd.join()


def pages_a_second(site: str, seconds: float) -> float:
    """From a few threads that ask for the home page, one after the other, in slices of half a second.

    The slice that four fifths of the others do not reach: a machine's other work makes slices slower, and
    never faster.
    """
    begun, answered = time.monotonic(), []

    def ask() -> None:
        with httpx.Client() as client:
            while time.monotonic() < begun + seconds:
                client.get(f"{site}/", timeout=60).raise_for_status()
                answered.append(time.monotonic() - begun)

    threads = [Thread(target=ask) for _ in range(PAGE_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    slices = Counter(int(moment / SLICE_SECONDS) for moment in answered if moment < seconds)
    rates = [slices[number] / SLICE_SECONDS for number in range(int(seconds / SLICE_SECONDS))]
    return statistics.quantiles(rates, n=5)[-1]


def processor_seconds(product) -> float:
    """What the web processes have used until now. They live on while this measures."""
    found = [
        Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in product.processes("wsgi")
    ]
    return sum(int(fields[11]) + int(fields[12]) for fields in found) / os.sysconf("SC_CLK_TCK")


def share_of_a_core(product, seconds: float) -> float:
    before = processor_seconds(product)
    time.sleep(seconds)
    return (processor_seconds(product) - before) / seconds


def measure_crowd(product, token: str, number: int, seconds: float, rounds: int) -> None:
    evaluation = product.manage("shell", "-c", CROWD).split()[-1]
    pages_a_second(product.url, 2)
    ratios, cores = [], os.cpu_count() or 1
    for _ in range(rounds):
        alone = pages_a_second(product.url, seconds)
        with run_crowd(f"{product.url}/api/v1/evaluations/{evaluation}/", token, number):
            share = share_of_a_core(product, seconds)
            beside = pages_a_second(product.url, seconds)
        time.sleep(32)  # until the last of them has left its seat
        ratios.append(beside / alone)
        print(
            f"pages a second: alone {alone:.0f}, beside {number} waiting {beside:.0f}: {ratios[-1]:.2f} x; "
            f"the crowd takes {share:.0%} of a core and leaves {1 - share / cores:.0%} of {cores}",
            flush=True,
        )
    print(f"median {statistics.median(ratios):.2f} x (goal 0.80)")
