"""How many requests one may send, and saying so in every answer.

Headers as in draft-ietf-httpapi-ratelimit-headers-10: ``RateLimit-Policy: "learner";q=600;w=60`` and
``RateLimit: "learner";r=599;t=60`` (what is left, and the seconds until it is whole again).
"""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from redis import RedisError
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle

if TYPE_CHECKING:
    from rest_framework.views import APIView

logger = logging.getLogger(__name__)

KEPT_IN = "firstfit.rate_limit"
COSTLY_METHODS = ("POST",)


class LearnerThrottle(SimpleRateThrottle):
    """So many requests a minute for each learner, fewer for each address without one."""

    scope = "learner"

    def allow_request(self, request: Request, view: APIView) -> bool:
        policy = "learner" if request.user.is_authenticated else "anonymous"
        self.rate = self.THROTTLE_RATES[policy]
        self.num_requests, self.duration = self.parse_rate(self.rate)
        try:
            allowed = super().allow_request(request, view)
        except (RedisError, OSError) as error:
            logger.warning("the cache is away, requests are not counted: %s", error)
            return True
        keep(request, Count(policy, self.num_requests or 0, self.duration or 0, *self.left()))
        return allowed

    def left(self) -> tuple[int, int]:
        """(requests left, seconds until all are there again)"""
        newest = self.history[0] if self.history else self.now
        remaining = max(0, (self.num_requests or 0) - len(self.history))
        return remaining, max(1, math.ceil((self.duration or 0) - (self.now - newest)))

    def get_cache_key(self, request: Request, view: object) -> str:
        who = request.user.pk if request.user.is_authenticated else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": who}


class CostlyThrottle(BaseThrottle):
    """What takes real work (reading a table, measuring models), counted to the last one.

    REST framework's own counting reads and then writes, so what comes at the same time passes uncounted.
    Here the cache counts: one ``incr`` for each request, in windows of a minute by the clock.
    """

    rate = api_settings.DEFAULT_THROTTLE_RATES["costly"]
    clock = staticmethod(time.time)

    def allow_request(self, request: Request, view: APIView) -> bool:
        if request.method not in COSTLY_METHODS or not request.user.is_authenticated:
            return True
        quota, window = parse_rate(str(self.rate))
        now = self.clock()
        self.seconds_left = max(1, math.ceil(window - now % window))
        try:
            number = count_one(f"costly:{request.user.pk}:{int(now // window)}", window)
        except (RedisError, OSError) as error:
            logger.warning("the cache is away, costly requests are not counted: %s", error)
            return True
        keep(request, Count("costly", quota, window, max(0, quota - number), self.seconds_left))
        return number <= quota

    def wait(self) -> float:
        return self.seconds_left


def count_one(key: str, window: int) -> int:
    """How many there have been under this key, this one included."""
    while True:
        cache.add(key, 0, timeout=2 * window)
        try:
            return cache.incr(key)
        except ValueError:  # it ran out between the two
            continue


def parse_rate(rate: str) -> tuple[int, int]:
    """(number, seconds) of "30/min"."""
    number, _, period = rate.partition("/")
    return int(number), {"s": 1, "m": 60, "h": 3600, "d": 86400}[period[0]]


@dataclass(frozen=True)
class Count:
    policy: str
    quota: int
    window: int
    remaining: int
    reset: int


def keep(request: Request, count: Count) -> None:
    request.META[KEPT_IN] = (*request.META.get(KEPT_IN, ()), count)


def rate_limit_headers(request: Request) -> dict[str, str]:
    """Empty for a request that was refused before it was counted."""
    counts: tuple[Count, ...] = request.META.get(KEPT_IN, ())
    if not counts:
        return {}
    return {
        "RateLimit-Policy": ", ".join(f'"{c.policy}";q={c.quota};w={c.window}' for c in counts),
        "RateLimit": ", ".join(f'"{c.policy}";r={c.remaining};t={c.reset}' for c in counts),
    }
