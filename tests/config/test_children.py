"""Children end with their parent's word, with all they forked, and are started again when they fall."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from config.children import MARK, Child, end_leftovers, leftovers, rotated, wait_until

FORKS_AND_SLEEPS = "import os, time; os.fork(); print('up', flush=True); time.sleep(60)"
DEAF_TO_TERM = (
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
)


@pytest.fixture
def make_child(tmp_path):
    made = []

    def make(code: str, **options) -> Child:
        env = {**os.environ, MARK: str(tmp_path)}
        child = Child("worker", [sys.executable, "-c", code], log=tmp_path / "worker.log", env=env, **options)
        made.append(child)
        return child

    yield make
    for child in made:
        child.kill()


def started(child: Child) -> Child:
    child.start()
    assert wait_until(lambda: "up" in child.tail(), 10)
    return child


def test_stopping_ends_the_child_and_whatever_it_has_forked(make_child, tmp_path):
    child = started(make_child(FORKS_AND_SLEEPS))
    assert wait_until(lambda: len(leftovers(str(tmp_path))) == 2, 5)
    child.stop()
    assert not child.is_running
    assert wait_until(lambda: leftovers(str(tmp_path)) == [], 5)


def test_a_child_that_does_not_listen_is_killed_after_its_grace_time(make_child):
    child = started(make_child(DEAF_TO_TERM, grace_seconds=0.5))
    child.stop()
    assert child.exit_code == -signal.SIGKILL


def test_a_hurry_ends_the_grace_time_at_once(make_child):
    child = started(make_child(DEAF_TO_TERM, grace_seconds=60))
    before = time.monotonic()
    child.stop(hurry=lambda: True)
    assert time.monotonic() - before < 5


def test_a_killed_child_is_started_again_and_said_so(make_child):
    child = started(make_child(FORKS_AND_SLEEPS))
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: not child.is_running, 5)
    sentence = child.restart_if_ended()
    assert sentence.startswith("Worker was killed by SIGKILL and is started again at once.")
    assert wait_until(lambda: child.restart_if_ended() is None and child.is_running, 5)
    assert child.process.pid != first


def test_the_pauses_between_restarts_double(make_child):
    child = make_child("raise SystemExit(3)")
    pauses = []
    for _ in range(3):
        child.start()
        assert wait_until(lambda: not child.is_running, 10)
        now = time.monotonic()
        assert "ended with exit code 3" in child.plan_restart(now)
        pauses.append(child.due - now)
    assert pauses == pytest.approx([0.5, 1.0, 2.0])


def test_what_a_killed_parent_left_behind_is_found_by_its_mark_and_ended(make_child, tmp_path):
    child = started(make_child(FORKS_AND_SLEEPS))
    assert end_leftovers(str(tmp_path / "of another checkout")) == 0
    assert child.is_running
    assert end_leftovers(str(tmp_path)) == 2
    assert not child.is_running


def test_a_grown_log_is_put_aside(tmp_path):
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    assert rotated(log) == log
    assert not log.exists()
    assert (tmp_path / "web.log.1").exists()
