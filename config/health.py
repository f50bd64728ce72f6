"""Is it alive, and can it do its work? For whoever runs it, and for scripts that wait for it to come up."""

from __future__ import annotations

from collections.abc import Callable

import redis
from celery import current_app
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu.exceptions import OperationalError

PING_SECONDS = 1.0


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, broker and a worker answer, else 503; each with its state.

    What the worker's sandbox found at its start is told as well: it decides whether scripts run.
    """
    parts = {"database": ask(database_answers), "broker": ask(broker_answers), "worker": ask(worker_answers)}
    state = {
        "ready": all(parts.values()),
        **parts,
        "sandbox": cache_answer("firstfit.sandbox"),
    }
    return JsonResponse(state, status=200 if state["ready"] else 503)


def ask(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except (DatabaseError, OperationalError, redis.RedisError, OSError):
        return False


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def broker_answers() -> bool:
    with current_app.connection_for_read() as broker:
        broker.ensure_connection(max_retries=1, timeout=PING_SECONDS)
        return bool(broker.connected)


def worker_answers() -> bool:
    return bool(current_app.control.ping(timeout=PING_SECONDS, limit=1))


def cache_answer(key: str) -> object:
    try:
        return cache.get(key)
    except redis.RedisError:
        return None
