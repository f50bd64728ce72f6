"""Fair between learners: who has used much of the workers lately goes behind who has used little.

What is counted is seconds of fold tasks in the last minutes, in the cache. It orders the queue and
decides nothing else, so it may be lost or a little wrong.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from redis.exceptions import RedisError

WINDOW_MINUTES = 5
# Shares of all that was used: with at most the first a learner is served before everybody else, and so on.
SHARES = (1 / 8, 1 / 4, 1 / 2)
EVERYBODY = 0


@contextmanager
def used_by(learner_id: int) -> Iterator[None]:
    """Count the seconds until the block is left, however it is left."""
    began = time.monotonic()
    try:
        yield
    finally:
        note_use(learner_id, time.monotonic() - began)


def note_use(learner_id: int, seconds: float) -> None:
    milliseconds, minute = int(1000 * seconds), this_minute()
    try:
        for whose in (learner_id, EVERYBODY):
            cache.add(key_of(whose, minute), 0, timeout=60 * (WINDOW_MINUTES + 1))
            cache.incr(key_of(whose, minute), milliseconds)
    except (RedisError, ValueError):  # away, or forgotten between the two lines
        return


def level_of(learner_id: int) -> int:
    """0 for who is served first, ``len(SHARES)`` for who has had more than half of it all."""
    share = share_of(learner_id)
    return sum(share > limit for limit in SHARES)


def share_of(learner_id: int) -> float:
    minutes = range(this_minute() - WINDOW_MINUTES + 1, this_minute() + 1)
    try:
        used = cache.get_many([key_of(who, minute) for who in (learner_id, EVERYBODY) for minute in minutes])
    except RedisError:
        return 0.0
    mine = sum(used.get(key_of(learner_id, minute), 0) for minute in minutes)
    everybody = sum(used.get(key_of(EVERYBODY, minute), 0) for minute in minutes)
    return mine / everybody if everybody else 0.0


def this_minute() -> int:
    return int(time.time() // 60)


def key_of(learner_id: int, minute: int) -> str:
    return f"firstfit.used.{learner_id}.{minute}"
