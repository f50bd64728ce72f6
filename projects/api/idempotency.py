"""``Idempotency-Key``: the same creating request sent twice makes one thing and is answered twice alike.

What failed is not kept: nothing was created, so the same key may try again.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from projects.api.base import ApiView, body_of, learner_of
from projects.errors import BadInput, Conflict
from projects.models import IdempotencyKey

HEADER = "Idempotency-Key"
KEY_MAX = 200
KEPT_FOR = timedelta(hours=24)
# A process that died over the first request leaves it in progress: after this another may have it.
GIVEN_UP_AFTER = timedelta(minutes=2)
KEPT_HEADERS = ("Location",)

Handler = Callable[..., Response]


def idempotent(post: Handler | None = None, *, secret: str = "") -> Any:
    """Decorate a handler of an ``ApiView``. The answer's field ``secret`` is never kept."""
    if post is None:
        return functools.partial(idempotent, secret=secret)

    @functools.wraps(post)
    def answer_once(view: ApiView, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return post(view, request, *args, **kwargs)
        row, first = claim(request, check_key(key))
        if not first:
            return replay(row)
        try:
            response = post(view, request, *args, **kwargs)
        except BaseException:
            row.delete()
            raise
        keep(row, response, secret)
        return response

    answer_once.is_idempotent = True  # type: ignore[attr-defined]  # the OpenAPI document says so
    return answer_once


def check_key(key: str) -> str:
    if key.strip() and len(key) <= KEY_MAX and key.isascii() and key.isprintable():
        return key
    raise BadInput(
        f"The header {HEADER} holds 1 to {KEY_MAX} printable ASCII characters.",
        code="idempotency_key_invalid",
        hint="A UUID is a good one.",
    )


def claim(request: Request, key: str) -> tuple[IdempotencyKey, bool]:
    """(the key's row, whether this request is the first with it). Raise when it is another or not done."""
    body = fingerprint(request)
    owner = learner_of(request)
    mine = IdempotencyKey.objects.filter(owner=owner)
    mine.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    row, created = mine.get_or_create(key=key, defaults={"owner": owner, "fingerprint": body})
    if created:
        return row, True
    if row.fingerprint != body:
        raise BadInput(
            f"The {HEADER} {key!r} was used for another request.",
            code="idempotency_key_reused",
            hint="Use a new key for each new request.",
        )
    if row.status_code is not None:
        return row, False
    return row, take_over(row)


def take_over(row: IdempotencyKey) -> bool:
    """True when the first request must have died. Raise ``Conflict`` while it may still be at work."""
    now = timezone.now()
    dead = IdempotencyKey.objects.filter(
        pk=row.pk, status_code__isnull=True, created_at__lt=now - GIVEN_UP_AFTER
    )
    if dead.update(created_at=now):
        return True
    raise Conflict(
        "The first request with this key is still being answered.",
        code="idempotency_in_progress",
        hint="Send it again in a few seconds.",
    )


def keep(row: IdempotencyKey, response: Response, secret: str) -> None:
    body = json.loads(json.dumps(response.data, cls=JSONEncoder))
    if secret:
        body[secret] = None
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    IdempotencyKey.objects.filter(pk=row.pk).update(
        status_code=response.status_code, body=body, headers=headers
    )


def replay(row: IdempotencyKey) -> Response:
    return Response(row.body, status=row.status_code, headers={**row.headers, "Idempotency-Replayed": "true"})


def fingerprint(request: Request) -> str:
    """SHA-256 of method, path and content. Not of the raw bytes: multipart boundaries change."""
    told = [request.method, request.path, content(body_of(request))]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def content(body: Any) -> Any:
    if isinstance(body, QueryDict):
        return {name: [one_value(value) for value in values] for name, values in body.lists()}
    return body


def one_value(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return ["file", value.name, digest.hexdigest()]
