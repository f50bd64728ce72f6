"""A mark in the broker and one in the store of results. A missing mark: they have lost what they held.

That happens when a server without a log of its writes starts again, when an empty replica takes over, or when
somebody flushes it. Other messages may stand in the queue by then, so an empty queue does not tell.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

MARK = "firstfit.mark"


@contextmanager
def stores() -> Iterator[list[Any]]:
    """Clients of both, as far as they are Redis: other kinds cannot be asked."""
    with current_app.connection_for_read() as connection:
        found = [
            getattr(connection.default_channel, "client", None),
            getattr(current_app.backend, "client", None),
        ]
        yield [client for client in found if hasattr(client, "exists")]


def is_missing() -> bool:
    """True when one of them has lost its mark, or never had one. False while one is away."""
    try:
        with stores() as clients:
            return any(not client.exists(MARK) for client in clients)
    except (OperationalError, RedisError) as error:
        logger.warning("the broker is away: %s", error)
        return False


def put() -> None:
    """Mark both; without it the next sweep launches everything once more."""
    try:
        with stores() as clients:
            for client in clients:
                client.set(MARK, 1)
    except (OperationalError, RedisError) as error:
        logger.warning("the broker is away: %s", error)
