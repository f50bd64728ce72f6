"""What every address of the API does: read the body once, tell the limits, answer conditional requests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.exceptions import NotAuthenticated, ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from projects.api.throttling import rate_limit_headers
from projects.errors import FirstfitError, TooLarge
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
        return final


def not_modified(request: HttpRequest) -> Callable[[Any], HttpResponseBase | None]:
    """After rendering: name the content by its hash, and answer 304 to a client that has it."""

    def answer(response: Any) -> HttpResponseBase | None:
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
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
