"""What the broker still holds for the workers: whoever is silent and has nothing there has lost it.

Read only while something is silent. A message counts that waits in the queue, for however long, and one that
a worker took a moment ago and may not have begun. What was taken long ago shows life or died with its worker.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, count
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PAGE = 200
Held = frozenset[tuple[object, ...]]


def read_held(queue: str, lately: timedelta) -> Held | None:
    """(task, its first two arguments) of each message. None where the broker is away or is no Redis."""
    try:
        with current_app.connection_for_read() as connection:
            channel: Any = connection.default_channel
            if not hasattr(channel, "unacked_index_key"):
                return None
            # What waits first: a message that is taken in between is found among the taken ones.
            texts = chain(texts_waiting(channel, queue), texts_taken(channel, lately))
            return frozenset(identity for text in texts if (identity := identify(text)))
    except (OperationalError, RedisError) as error:
        logger.warning("the broker is away: %s", error)
        return None


def texts_waiting(channel: Any, queue: str) -> Iterator[bytes]:
    """Page by page from the end at which messages come in: one may be seen twice, none is missed."""
    for step in channel.priority_steps:
        key = f"{queue}{channel.sep}{step}" if step else queue
        for start in count(0, PAGE):
            page = channel.client.lrange(key, start, start + PAGE - 1)
            yield from page
            if len(page) < PAGE:
                break


def texts_taken(channel: Any, lately: timedelta) -> Iterator[bytes]:
    """Told by the clock of the worker: where that goes wrong, the message counts as taken long ago."""
    now, span = channel.client.time()[0], lately.total_seconds()
    tags = channel.client.zrangebyscore(channel.unacked_index_key, now - span, now + span)
    for text in channel.client.hmget(channel.unacked_key, tags) if tags else ():
        if text is not None:
            yield json.dumps(json.loads(text)[0]).encode()


def identify(text: bytes) -> tuple[object, ...] | None:
    """None for what no task of ours has sent."""
    try:
        message = json.loads(text)
        arguments = json.loads(base64.b64decode(message["body"]))[0]
        return (message["headers"]["task"], *arguments[:2])
    except (ValueError, KeyError, TypeError):
        return None
