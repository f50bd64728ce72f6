"""What the OpenAPI document says of every operation: who may call it, its limits, its errors."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from projects.api.idempotency import HEADER, KEY_MAX
from projects.api.permissions import LearnersOnly
from projects.api.problems import CONTENT_TYPE

READS = ("GET", "HEAD")
ERRORS = {
    400: "The request cannot be read.",
    401: "No token, or one that is not known or has run out.",
    403: "The token may only read, or the thing belongs to somebody else.",
    404: "There is no such thing that you may see.",
    406: "The request accepts no JSON.",
    409: "Not in the state that things are in.",
    412: "`If-Match` names another version than the one that is there.",
    413: "A file, or the request, is too large.",
    415: "The body is neither JSON nor a form.",
    422: "What was sent cannot be used: `errors` names the fields.",
    429: "Too many requests, or a quota is used up: see `Retry-After`.",
    500: "Our fault.",
}


class ErrorItem(serializers.Serializer):
    field = serializers.CharField(help_text="The field concerned; inner fields joined with dots.")
    message = serializers.CharField()
    code = serializers.CharField()


class Problem(serializers.Serializer):
    """An error, as in RFC 9457."""

    type = serializers.CharField(help_text="A URI reference for the kind of problem.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What happened, where, and what to do, in plain words.")
    code = serializers.CharField(help_text="Stable: branch on this.")
    errors = ErrorItem(many=True)  # type: ignore[assignment]
    request_id = serializers.CharField(help_text="Quote it when you report a fault.")


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "projects.api.authentication.BearerTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token from /settings/tokens/ or `make token USERNAME=name`.",
        }


def header(name: str, text: str, **fields: Any) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER, description=text, **fields)


ALWAYS = [
    header("RateLimit-Policy", 'How many requests one may send: `"learner";q=600;w=60`.', response=True),
    header("RateLimit", 'What is left, and until when: `"learner";r=599;t=60`.', response=True),
    header("X-Request-ID", "The number of this request in our logs.", response=True),
]
CONDITIONAL = [
    header("If-None-Match", "An `ETag` that you have: the answer is 304 while it is still right."),
    header("ETag", "Names this content.", response=[200]),
]
UNCHANGED = header(
    "If-Match", "The `ETag` that you read: the change is refused (412) when it is not the current one."
)
ONCE = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": KEY_MAX, "pattern": "^[!-~]([ -~]*[!-~])?$"},
    OpenApiParameter.HEADER,
    description="Sent again with the same key, the request makes nothing new: the first answer comes again.",
)


class ApiSchema(AutoSchema):
    """Adds to each operation what `base.ApiView` and `idempotent` do for all of them."""

    @property
    def handler(self) -> Any:
        return getattr(self.view, self.method.lower(), None)

    @property
    def is_stream(self) -> bool:
        return any(kind.media_type == "text/event-stream" for kind in self.view.renderer_classes)

    def get_description(self) -> str:  # type: ignore[override]
        """Nothing where the view has no words of its own: those of its base are for us."""
        return super().get_description() if type(self.view).__doc__ else cleandoc(self.handler.__doc__ or "")

    def get_override_parameters(self) -> list[Any]:
        if self.method in READS:
            return [*ALWAYS] if self.is_stream else [*ALWAYS, *CONDITIONAL]
        if getattr(self.handler, "is_conditional", False):
            return [*ALWAYS, UNCHANGED]
        return [*ALWAYS, ONCE] if getattr(self.handler, "is_idempotent", False) else [*ALWAYS]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        if self.method in READS and not self.is_stream:
            bodies["304"] = {"description": "What you have is still right."}
        for status in self.error_statuses():
            described = OpenApiResponse(Problem, ERRORS[status])
            bodies[str(status)] = self._get_response_for_code(
                described, str(status), [CONTENT_TYPE], direction
            )
        return dict(sorted(bodies.items()))

    def get_auth(self) -> list[dict[str, Any]]:
        """Reading what is public takes no token."""
        known = super().get_auth()
        open_to_all = self.method in READS and LearnersOnly not in self.view.permission_classes
        return [*known, {}] if open_to_all and {} not in known else known

    def error_statuses(self) -> set[int]:
        statuses = {401, 406, 429, 500}
        if "{" in self.path:
            statuses.add(404)
        if self.method not in READS:
            statuses |= {403}
        if self.method in ("POST", "PATCH", "PUT"):
            statuses |= {400, 409, 413, 415, 422}
        if getattr(self.handler, "is_conditional", False):
            statuses |= {412}
        return statuses | set(getattr(self.handler, "error_statuses", ()))
