"""`make run` as whoever types it meets it: what it says, what it starts, that it leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from config.children import leftovers, wait_until
from tests.rules.house import ROOT

pytestmark = [
    pytest.mark.journey,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc"),
]

UP_WITHIN_SECONDS, DOWN_WITHIN_SECONDS = 120, 60


class Terminal:
    """One `python -m config.up` with a folder and a port of its own, and what it has said so far."""

    def __init__(self, var_dir, port: int) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DJANGO_", "REDIS_", "DATA"))
        }
        self.env = {**kept, "VAR_DIR": str(var_dir), "PORT": str(port), "DEMO": "0"}
        self.var_dir, self.port = var_dir, port
        self.output = var_dir.with_suffix(".out")

    def start(self) -> None:
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.up"],
                cwd=ROOT,
                env=self.env,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        assert self.says("is running at", UP_WITHIN_SECONDS), self.said

    @property
    def said(self) -> str:
        return self.output.read_text()

    def says(self, words: str, seconds: float) -> bool:
        ended = self.process.poll
        return wait_until(lambda: words in self.said or ended() is not None, seconds) and words in self.said

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(DOWN_WITHIN_SECONDS)

    def children(self, part: str) -> list[int]:
        """Its direct children whose command line has this part."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in listed if part.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.fixture
def terminal(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    terminal = Terminal(tmp_path / "var", port)
    yield terminal
    process = getattr(terminal, "process", None)
    if process is not None and process.poll() is None:
        process.kill()
        process.wait()
    for pid in leftovers(str(terminal.var_dir)):
        os.kill(pid, signal.SIGKILL)


def test_it_starts_says_where_it_is_and_leaves_nothing_behind(terminal):
    terminal.start()
    assert f"http://127.0.0.1:{terminal.port}/api/v1/push/" in terminal.said
    assert terminal.get("/healthz") == 200
    assert wait_until(lambda: terminal.get("/readyz") == 200, 90), "database, queue and worker did not answer"
    assert terminal.end(signal.SIGTERM) == 0
    assert leftovers(str(terminal.var_dir)) == []
    assert not list((terminal.var_dir / "broker").glob("*.sock"))


def test_what_falls_is_started_again_with_a_sentence(terminal):
    terminal.start()
    parts = {"Web": "gunicorn", "Worker": "config\0worker", "Courier": "courier", "Queue": "valkey-server"}
    for name, part in parts.items():
        (fallen,) = terminal.children(part)
        os.kill(fallen, signal.SIGKILL)
        assert terminal.says(f"{name} was killed by SIGKILL and is started again at once.", 20), terminal.said
        assert wait_until(lambda part=part, old=fallen: terminal.children(part) not in ([], [old]), 20)
    assert wait_until(lambda: terminal.get("/readyz") == 200, 120), "it did not come back"
    assert terminal.end(signal.SIGINT) == 0


def test_killed_itself_it_takes_its_children_along_and_starts_again(terminal):
    terminal.start()
    terminal.process.kill()
    terminal.process.wait()
    terminal.start()
    assert terminal.get("/healthz") == 200
    assert terminal.end(signal.SIGTERM) == 0
    assert leftovers(str(terminal.var_dir)) == []


def test_a_second_run_and_a_taken_port_say_so_and_start_nothing(terminal, tmp_path):
    terminal.start()
    second = refused(terminal.env | {"PORT": "1025"})
    assert f"already runs from this checkout: http://127.0.0.1:{terminal.port}" in second
    elsewhere = tmp_path / "elsewhere"
    taken = refused(terminal.env | {"VAR_DIR": str(elsewhere)})
    assert f"Port {terminal.port} is taken" in taken
    assert f"PORT={terminal.port + 1} make run" in taken
    assert not (elsewhere / "db.sqlite3").exists()
    assert terminal.end(signal.SIGTERM) == 0


def refused(env: dict[str, str]) -> str:
    """What is said when it does not start, which is no traceback and takes no time."""
    before = time.monotonic()
    up = [sys.executable, "-m", "config.up"]
    result = subprocess.run(up, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert time.monotonic() - before < 30
    return result.stderr


def test_a_queue_of_ones_own_that_does_not_answer_is_named(terminal):
    said = refused(terminal.env | {"REDIS_URL": "redis://:geheim@127.0.0.1:1/0"})
    assert "The Redis server that REDIS_URL names (redis://:…@127.0.0.1:1/0) does not answer." in said


def test_a_database_that_does_not_answer_is_told_by_its_last_words(terminal):
    said = refused(terminal.env | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"})
    assert "`manage.py migrate` failed." in said
    assert "port 1" in said
