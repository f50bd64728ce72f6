"""Clients that wait, for ``benchmarks.api``: in a process of their own, so that what they cost is not
taken from the one that counts the pages' answers."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import httpx


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
