"""Public pages for people who are not logged in, kept for as long as nothing public has changed.

A page is kept under the edition of the public face that it was made from, and the edition is read from the
database at every request: what was unpublished a moment ago is gone from every kept page as well, whatever
becomes of the cache. What turns no edition, such as a try that failed, may be a minute old.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from portfolio.models import Edition

KEPT_SECONDS = 60
QUERY_CHARS_MAX = 200  # beyond it somebody plays with addresses, and each would take room
EDITIONS_KEPT = 200
ASK_EACH_TIME = "public, no-cache"  # whoever stores it asks whether it still holds: it may be private by now

View = Callable[..., HttpResponse]


class Kept(NamedTuple):
    content: bytes
    headers: dict[str, str]


def turn_edition() -> None:
    """Say, in the transaction of the change, that what strangers may see has changed.

    Rows are only added: a row that all changes wrote to would make them wait for each other.
    """
    newest = Edition.objects.create()
    if newest.pk % EDITIONS_KEPT == 0:
        Edition.objects.filter(pk__lt=newest.pk - EDITIONS_KEPT).delete()


def current_edition() -> str:
    """Another one after each change, also where the change with the higher number was committed first.

    As SQL: every page for a stranger asks this, and putting the query together takes longer than it.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(id), COUNT(id) FROM {Edition._meta.db_table}")  # noqa: S608 - a constant
        last, number = cursor.fetchone()
    return f"{last}-{number}"


def kept_for_strangers(view: View) -> View:
    """Answer from what is kept where nobody is logged in; else make the page, for its reader alone."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not is_from_stranger(request):
            return mark(view(request, *args, **kwargs), "private, no-cache")
        key = key_of(request)
        kept = caches["pages"].get(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if not may_be_kept(request, response):
                return mark(response, "private, no-cache")
            kept = keep(key, response)
        response = HttpResponse(kept.content, headers=kept.headers)
        return get_conditional_response(request, etag=kept.headers["ETag"], response=response) or response

    return answer


def is_from_stranger(request: HttpRequest) -> bool:
    """A session, even an old one, may hold a message or a person; a fragment is no page."""
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and "HX-Request" not in request.headers
        and len(request.META.get("QUERY_STRING", "")) <= QUERY_CHARS_MAX
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Only a whole page that sets no cookie, the one against forged forms included."""
    is_bound = bool(response.cookies) or request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
    return response.status_code == 200 and not response.streaming and not is_bound


def key_of(request: HttpRequest) -> str:
    address = hashlib.sha256(request.build_absolute_uri().encode()).hexdigest()
    return f"page.{current_edition()}.{address}"


def keep(key: str, response: HttpResponse) -> Kept:
    response["ETag"] = etag_of(response.content)
    mark(response, ASK_EACH_TIME)
    kept = Kept(response.content, dict(response.headers))
    caches["pages"].set(key, kept, KEPT_SECONDS)
    return kept


def named_by_hash(request: HttpRequest, content: bytes, media_type: str) -> HttpResponseBase:
    """The same for everybody, named by its hash; 304 to who has it."""
    etag = etag_of(content)
    headers = {"ETag": etag, "Cache-Control": ASK_EACH_TIME}
    response = HttpResponse(content, content_type=media_type, headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def mark(response: HttpResponse, cache_control: str) -> HttpResponse:
    response.headers.setdefault("Cache-Control", cache_control)
    patch_vary_headers(response, ["Cookie"])
    return response
