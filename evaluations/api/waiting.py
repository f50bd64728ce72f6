"""Clients that wait for an evaluation, without ever starving the pages.

A wait holds one thread of the web process. So waits are bounded in time, and only so many threads of one
process may wait: whoever finds no seat is answered at once and told by ``Retry-After`` when to ask again.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable

from django.conf import settings

from evaluations.models import Evaluation
from evaluations.progress import Progress

POLL_SECONDS = 0.5
RETRY_WITH_SEAT_SECONDS, RETRY_WITHOUT_SEAT_SECONDS, RETRY_MAX_SECONDS = 1, 3, 10


class WaitingRoom:
    """``seats`` threads may wait in it at the same time."""

    def __init__(self, seats: int) -> None:
        self.seats = threading.BoundedSemaphore(seats)

    def wait(self, is_over: Callable[[], bool], seconds: float, poll_seconds: float = POLL_SECONDS) -> bool:
        """Wait until it is over or the time is. False, at once, when every seat is taken."""
        if not self.seats.acquire(blocking=False):
            return False
        try:
            sit(is_over, time.monotonic() + seconds, poll_seconds)
        finally:
            self.seats.release()
        return True


def sit(is_over: Callable[[], bool], end: float, poll_seconds: float) -> None:
    while not is_over():
        left = end - time.monotonic()
        if left <= 0:
            return
        time.sleep(min(poll_seconds, left))


room = WaitingRoom(settings.LIMITS.waiters_per_process)


def wait_for(evaluation_id: uuid.UUID, seconds: float) -> bool:
    """Wait for an evaluation to end: one small query at each look, no transaction held between them."""
    active = Evaluation.objects.active().filter(pk=evaluation_id)
    return room.wait(lambda: not active.exists(), min(seconds, settings.LIMITS.wait_max_seconds))


def retry_after(progress: Progress, *, had_seat: bool) -> int:
    """Seconds after which asking again makes sense: soon for who may wait here, else by what is left."""
    if had_seat:
        return RETRY_WITH_SEAT_SECONDS
    return min(max(progress.eta_seconds or 0, RETRY_WITHOUT_SEAT_SECONDS), RETRY_MAX_SECONDS)
