"""The cast: Alice owns things, Bob is another learner, the plain client is a stranger from the street."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from projects.models import ApiToken, Learner
from projects.tokens import create_token
from tests.factories import make_learner


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
    cache.clear()
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def sent(monkeypatch) -> list[tuple]:
    """What was sent to the workers. There is no broker here; journeys start a real one in other processes."""
    messages: list[tuple] = []
    monkeypatch.setattr("evaluations.launch.send", lambda task, *args: messages.append((task, *args)))
    return messages
