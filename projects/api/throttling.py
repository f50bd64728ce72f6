"""How many requests one may send, and saying so in every answer.

Headers as in draft-ietf-httpapi-ratelimit-headers-10: ``RateLimit-Policy: "learner";q=600;w=60`` and
``RateLimit: "learner";r=599;t=60`` (what is left, and the seconds until it is whole again).
"""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

from redis import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:
    from rest_framework.views import APIView

logger = logging.getLogger(__name__)

KEPT_IN = "firstfit.rate_limit"


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
        request.META[KEPT_IN] = (policy, self.num_requests, self.duration, *self.left())
        return allowed

    def left(self) -> tuple[int, int]:
        """(requests left, seconds until all are there again)"""
        newest = self.history[0] if self.history else self.now
        remaining = max(0, (self.num_requests or 0) - len(self.history))
        return remaining, max(1, math.ceil((self.duration or 0) - (self.now - newest)))

    def get_cache_key(self, request: Request, view: object) -> str:
        who = request.user.pk if request.user.is_authenticated else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": who}


def rate_limit_headers(request: Request) -> dict[str, str]:
    """Empty for a request that was refused before it was counted."""
    if KEPT_IN not in request.META:
        return {}
    policy, quota, window, remaining, reset = request.META[KEPT_IN]
    return {
        "RateLimit-Policy": f'"{policy}";q={quota};w={window}',
        "RateLimit": f'"{policy}";r={remaining};t={reset}',
    }
