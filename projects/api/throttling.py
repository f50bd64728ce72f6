from __future__ import annotations

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class LearnerThrottle(SimpleRateThrottle):
    """So many requests a minute for each learner, fewer for each address without one."""

    scope = "learner"

    def allow_request(self, request: Request, view: object) -> bool:
        self.rate = self.THROTTLE_RATES["learner" if request.user.is_authenticated else "anonymous"]
        self.num_requests, self.duration = self.parse_rate(self.rate)
        return super().allow_request(request, view)

    def get_cache_key(self, request: Request, view: object) -> str:
        who = request.user.pk if request.user.is_authenticated else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": who}
