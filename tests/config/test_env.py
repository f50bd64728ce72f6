"""One Redis server, spelled for three clients."""

import pytest
from celery.app.backends import by_url

from config.env import cache_url, celery_url, result_url
from config.results import ResultStore


@pytest.mark.parametrize(
    ("address", "queue", "results", "cache"),
    [
        ("redis://host:6379", "redis://host:6379/0", "redis://host:6379/1", "redis://host:6379/2"),
        ("rediss://u:p@host/", "rediss://u:p@host/0", "rediss://u:p@host/1", "rediss://u:p@host/2"),
        ("redis://host/7", "redis://host/7", "redis://host/7", "redis://host/7"),
        (
            "unix:///run/broker.sock",
            "redis+socket:///run/broker.sock?virtual_host=0",
            "socket:///run/broker.sock?virtual_host=1",
            "unix:///run/broker.sock?db=2",
        ),
    ],
)
def test_each_client_is_told_its_own_database(address, queue, results, cache):
    assert celery_url(address, 0) == queue
    assert by_url(result_url(address, 1)) == (ResultStore, results)
    assert cache_url(address, 2) == cache
