"""The embedded queue: it answers, keeps what it was given, and starts in spite of a broken file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from redis import Redis

from config.local_broker import (
    BrokerError,
    check_broker,
    data_folder,
    forget_socket,
    pings,
    socket_folder,
    start_local_broker,
    without_password,
)


@pytest.fixture
def start(tmp_path):
    (tmp_path / "log").mkdir()
    running = []

    def start_one():
        broker, url = start_local_broker(tmp_path, os.environ)
        running.append((broker, url))
        return broker, url

    yield start_one
    for broker, url in running:
        broker.kill()
        forget_socket(url)


def test_it_answers_on_a_socket_that_only_we_can_reach(start):
    broker, url = start()
    assert pings(url)
    socket = Path(url.removeprefix("unix://"))
    assert socket.parent.stat().st_mode & 0o077 == 0
    broker.stop()
    assert not pings(url)


def test_it_keeps_what_it_was_given_over_a_kill(start):
    broker, url = start()
    with Redis.from_url(url) as client:
        client.config_set("appendfsync", "always")
        client.rpush("celery", "a task")
    broker.kill()
    _, again = start()
    with Redis.from_url(again) as client:
        assert client.lrange("celery", 0, -1) == [b"a task"]


def test_a_file_that_it_cannot_read_is_put_aside(start, tmp_path):
    broker, _ = start()
    broker.stop()
    for part in (data_folder(tmp_path) / "appendonlydir").iterdir():
        part.write_bytes(b"not a log of writes")
    _, url = start()
    assert pings(url)
    assert list((tmp_path / "broker").glob("unreadable-*"))


def test_a_checkout_with_a_long_path_gets_a_short_folder(tmp_path):
    deep = tmp_path / ("d" * 90)
    folder = socket_folder(deep)
    assert len(str(folder / "broker.sock")) <= 100
    assert folder.stat().st_mode & 0o077 == 0
    forget_socket(f"unix://{folder}/broker.sock")
    assert not folder.exists()


def test_the_operators_own_server_is_named_without_its_password():
    assert without_password("redis://:geheim@127.0.0.1:1/0") == "redis://:…@127.0.0.1:1/0"
    assert without_password("redis://127.0.0.1:1") == "redis://127.0.0.1:1"


def test_an_own_server_that_does_not_answer_is_said_so():
    with pytest.raises(BrokerError, match=r"redis://127\.0\.0\.1:1\) does not answer"):
        check_broker("redis://127.0.0.1:1", seconds=0.2)
