"""Clients that wait for an evaluation, without ever starving the pages.

A wait holds one thread of the web process. So waits are bounded in time, and only so many threads of one
process may wait: whoever finds no seat is answered at once and told by ``Retry-After`` when to ask again.
Each of them is told another moment, so that a crowd without seats does not ask more often than a few.
"""

from __future__ import annotations

import math
import threading
import time
import uuid
from collections.abc import Callable, Iterator

from django.conf import settings

from evaluations.models import Evaluation
from evaluations.progress import Progress

POLL_SECONDS = 0.5
FIRST_POLL_SECONDS = 0.02  # what is measured already is there in a moment; then each look waits longer
RETRY_WITH_SEAT_SECONDS, RETRY_WITHOUT_SEAT_SECONDS, RETRY_MAX_SECONDS = 1, 3, 10
# The crowd without seats asks this often at most, in each process, until somebody would wait too long.
TURN_SECONDS, LATEST_TURN_SECONDS = 0.4, 60


class WaitingRoom:
    """``seats`` threads may wait in it at the same time."""

    def __init__(self, seats: int) -> None:
        self.seats = threading.BoundedSemaphore(seats)
        self.lock = threading.Lock()
        self.last_turn = 0.0

    def enter(self) -> bool:
        """Take a seat, without waiting for one. Whoever took one has to ``leave``."""
        return self.seats.acquire(blocking=False)

    def leave(self) -> None:
        self.seats.release()

    def next_turn(self) -> float:
        """Seconds until the next moment that is nobody else's, for one who found no seat."""
        with self.lock:
            now = time.monotonic()
            turn = max(now + RETRY_WITHOUT_SEAT_SECONDS, self.last_turn + TURN_SECONDS)
            self.last_turn = min(turn, now + LATEST_TURN_SECONDS)
            return self.last_turn - now

    def wait(self, is_over: Callable[[], bool], seconds: float, poll_seconds: float = POLL_SECONDS) -> bool:
        """Wait until it is over or the time is. False, at once, when every seat is taken."""
        if not self.enter():
            return False
        try:
            sit(is_over, time.monotonic() + seconds, poll_seconds)
        finally:
            self.leave()
        return True


def sit(is_over: Callable[[], bool], end: float, poll_seconds: float) -> None:
    pause = min(FIRST_POLL_SECONDS, poll_seconds)
    while not is_over():
        left = end - time.monotonic()
        if left <= 0:
            return
        time.sleep(min(pause, left))
        pause = min(pause * 1.5, poll_seconds)


room = WaitingRoom(settings.LIMITS.waiters_per_process)


def wait_for(evaluation_id: uuid.UUID, seconds: float) -> bool:
    """Wait for an evaluation to end: one small query at each look, no transaction held between them."""
    active = Evaluation.objects.active().filter(pk=evaluation_id)
    return room.wait(lambda: not active.exists(), min(seconds, settings.LIMITS.wait_max_seconds))


def retry_after(progress: Progress, *, had_seat: bool, turn_seconds: float = 0) -> int:
    """Seconds after which asking again makes sense: soon for who may wait here, else by what is left,
    and not before one's turn."""
    if had_seat:
        return RETRY_WITH_SEAT_SECONDS
    by_what_is_left = min(max(progress.eta_seconds or 0, RETRY_WITHOUT_SEAT_SECONDS), RETRY_MAX_SECONDS)
    return max(by_what_is_left, math.ceil(turn_seconds))


class Seated:
    """A stream that gives its seat back when it has ended, or was never begun."""

    def __init__(self, parts: Iterator[bytes], room: WaitingRoom) -> None:
        self.parts = parts
        self.room: WaitingRoom | None = room

    def __iter__(self) -> Seated:
        return self

    def __next__(self) -> bytes:
        return next(self.parts)

    def close(self) -> None:
        room, self.room = self.room, None
        if room is not None:
            room.leave()
