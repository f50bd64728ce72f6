"""When to try again, and how long to wait before: for what passes by itself, and only for that."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

PASSING_STATUS = frozenset({429, 500, 502, 503, 504})
# The first request with this key is still at work: its answer will be ours.
PASSING_CODES = frozenset({"idempotency_in_progress"})
# Waiting does not empty a full shelf.
LASTING_CODES = frozenset({"dataset_quota", "storage_quota", "evaluation_quota", "not_implemented"})


@dataclass(frozen=True)
class Patience:
    """Full jitter: a random time up to ``base_seconds`` doubled with each try, never above ``cap_seconds``.

    Random, so that many clients that were thrown out together do not come back together. What the
    server asks for in ``Retry-After`` is kept to, and a little jitter is added to it.
    """

    seconds: float = 90.0
    tries: int = 12
    base_seconds: float = 0.4
    cap_seconds: float = 20.0

    def pause(self, attempt: int, asked: float | None) -> float:
        """Seconds to wait after try number ``attempt``, from 0."""
        jitter = random.uniform(0, min(self.cap_seconds, self.base_seconds * 2**attempt))  # noqa: S311
        return jitter if asked is None else asked + min(jitter, 1.0)


def passes_by_itself(status: int, code: str) -> bool:
    return code in PASSING_CODES or (status in PASSING_STATUS and code not in LASTING_CODES)


def seconds_asked(retry_after: str | None) -> float | None:
    """``Retry-After`` in seconds: a number or a date (RFC 9110, section 10.2.3); None for neither."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def now() -> float:
    return time.monotonic()
