"""The cast: Alice owns things, Bob is another learner, the plain client is a stranger from the street."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from celery import current_app
from django.core.cache import caches
from django.test import Client
from hypothesis import Phase, settings

from projects.models import ApiToken, Learner
from projects.tokens import create_token
from tests.factories import make_learner

# `make test` tries the same examples every time, so that it tells of the change under test and of nothing
# else, and does not spend minutes on finding the smallest one. New examples are `make search`'s.
settings.register_profile("same", deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
settings.register_profile("search", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("same")


@pytest.fixture
def alice(db) -> Learner:
    return make_learner("alice", name="Alice Liddell")


@pytest.fixture
def bob(db) -> Learner:
    return make_learner("bob")


@pytest.fixture
def alice_client(alice) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def bob_client(bob) -> Client:
    client = Client()
    client.force_login(bob)
    return client


@pytest.fixture
def alice_token(alice) -> str:
    return create_token(owner=alice, name="tests", scope=ApiToken.Scope.WRITE)[1]


@pytest.fixture
def bob_token(bob) -> str:
    return create_token(owner=bob, name="tests", scope=ApiToken.Scope.WRITE)[1]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Every test has a media folder and a cache of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for cache in caches.all(initialized_only=True):
        cache.clear()
    return settings.MEDIA_ROOT


@pytest.fixture
def sent() -> Iterator[Callable[[], list[tuple]]]:
    """Call it for what was sent to the workers: (task, *arguments). Celery's memory transport holds it."""
    queue = current_app.conf.task_default_queue
    with current_app.connection_for_write() as connection:
        channel = connection.default_channel
        channel.queue_declare(queue)
        channel.queue_purge(queue)

        def messages() -> list[tuple]:
            found = []
            while (message := channel.basic_get(queue, no_ack=True)) is not None:
                arguments = json.loads(message.body)[0]
                found.append((message.headers["task"], *arguments))
            return found

        yield messages
        channel.queue_purge(queue)
