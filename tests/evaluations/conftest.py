"""A Redis server of its own, for what Celery's memory transport cannot show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from celery import Celery
from redis import Redis

from config.celery import app
from config.env import result_url
from config.settings import base
from tests import servers


@pytest.fixture
def broker() -> Iterator[Redis]:
    """As queue and as store of results, with the options that the product has."""
    if servers.find_redis() is None:
        pytest.skip(servers.NO_REDIS)
    with servers.redis_server() as address:
        other = Celery(broker=f"{address}/0", backend=result_url(address, 1), set_as_current=False)
        other.conf.broker_transport_options = base.CELERY_BROKER_TRANSPORT_OPTIONS
        other.conf.result_chord_expires = base.CELERY_RESULT_CHORD_EXPIRES
        other.set_current()
        try:
            yield Redis.from_url(f"{address}/0")
        finally:
            app.set_current()
            other.close()
