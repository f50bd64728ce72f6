"""What every address of the API does: read the body once, tell the limits, answer conditional requests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.exceptions import NotAuthenticated, ParseError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from projects.api.throttling import rate_limit_headers
from projects.errors import ChangedMeanwhile, FirstfitError, TooLarge
from projects.models import Learner
from projects.uploads import refuse_if_cut_short


def learner_of(request: Request) -> Learner:
    """Who asks. Raise what becomes 401 for a stranger; the permissions have refused those before."""
    if not isinstance(request.user, Learner):
        raise NotAuthenticated
    return request.user


class ApiView(APIView):
    """Base of all views of the API.

    ``field_names`` maps a service's name of a field to the one that this address uses.
    """

    field_names: Mapping[str, str] = {}

    def receive(self, serializer: type[Serializer]) -> dict[str, Any]:
        """The request's fields, checked. Raise what `problems` turns into an answer."""
        checked = serializer(data=body_of(self.request))
        checked.is_valid(raise_exception=True)
        return checked.validated_data

    def query(self, serializer: type[Serializer]) -> dict[str, Any]:
        """The parameters behind the question mark, checked."""
        checked = serializer(data=self.request.query_params)
        checked.is_valid(raise_exception=True)
        return checked.validated_data

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, FirstfitError):
            exc.field = self.field_names.get(exc.field, exc.field)
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        for name, value in rate_limit_headers(request).items():
            final[name] = value
        patch_vary_headers(final, ["Authorization", "Cookie"])
        final.setdefault("Cache-Control", "private, no-cache" if final.status_code == 200 else "no-store")
        if request.method in ("GET", "HEAD") and final.status_code == 200 and not final.streaming:
            final.add_post_render_callback(not_modified(getattr(request, "_request", request)))
        elif request.method == "PATCH" and final.status_code == 200:
            final["ETag"] = etag_of(final.data)
        return final


def etag_of(content: Any) -> str:
    """Names a document (or a file's bytes) by its hash."""
    known = content if isinstance(content, bytes) else JSONRenderer().render(content)
    return f'"{hashlib.sha256(known).hexdigest()[:32]}"'


def require_match(request: Request, current: Any) -> None:
    """``If-Match`` (RFC 9110, section 13.1.1): raise ``ChangedMeanwhile`` unless it names ``current``."""
    asked = request.headers.get("If-Match")
    if asked is None or asked.strip() == "*":
        return
    if etag_of(current) not in parse_etags(asked):
        raise ChangedMeanwhile(
            "It has been changed since you read it.",
            hint="Read it again and send your change with its new ETag.",
        )


def not_modified(request: HttpRequest) -> Callable[[Any], HttpResponseBase | None]:
    """After rendering: name the content by its hash, and answer 304 to a client that has it."""

    def answer(response: Any) -> HttpResponseBase | None:
        etag = etag_of(response.data)
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response)

    return answer


def body_of(request: Request) -> Any:
    """The parsed body. Raise ``TooLarge`` for a file that was cut short and for endless JSON."""
    refuse_large_text(request)
    try:
        body = request.data
    except RecursionError as error:
        raise ParseError("The JSON is nested too deeply.") from error
    refuse_if_cut_short(request)
    return body


def refuse_large_text(request: Request) -> None:
    """Only files may be large: JSON and form fields are held in memory as a whole."""
    is_form = (request.content_type or "").startswith("multipart/")
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if not is_form and length.isdecimal() and int(length) > limit:
        raise TooLarge(
            f"The request is larger than {limit // 2**20} MB.", hint="Send long content as a file."
        )
