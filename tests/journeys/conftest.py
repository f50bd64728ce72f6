"""The running product: `python -m config.up` with an empty folder of its own and a port that is free."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_SECONDS = 120
ENDS_WITHIN_SECONDS = 60


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict:
        return json.loads(self.body)


@dataclass
class Product:
    """The product as a user meets it: an address, and `make token`."""

    url: str
    var_dir: Path
    process: subprocess.Popen
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        return environment(self.var_dir, **self.settings)

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=True
        )
        return done.stdout

    def token(self, username: str) -> str:
        return self.manage("token", username).strip()

    def request(
        self,
        method: str,
        path: str,
        *,
        token: str = "",
        form: dict | None = None,
        document: dict | None = None,
        timeout: float = 60,
    ) -> Answer:
        """``form`` values are text, or (file name, bytes); a ``document`` is sent as JSON."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = None
        if form is not None:
            body, headers["Content-Type"] = encode(form)
        if document is not None:
            body, headers["Content-Type"] = json.dumps(document).encode(), "application/json"
        url = path if path.startswith("http") else self.url + path
        request = urllib.request.Request(url, data=body, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read())

    def push(self, token: str, form: dict) -> dict:
        answer = self.request("POST", "/api/v1/push/", token=token, form=form)
        assert answer.status == 202, answer.body
        return answer.json()

    def wait(self, evaluation_id: str, token: str, seconds: float = 240) -> dict:
        """Long-poll until the evaluation has ended."""
        end = time.monotonic() + seconds
        while True:
            document = self.request(
                "GET", f"/api/v1/evaluations/{evaluation_id}/?wait=20", token=token
            ).json()
            if document["status"] not in ("queued", "running"):
                return document
            assert time.monotonic() < end, f"still {document['status']} at stage {document['stage']}"

    def processes(self, part: str) -> list[int]:
        """Ids of the product's processes whose command line contains ``part``."""
        mark = f"FIRSTFIT_RUN={self.var_dir}".encode()
        return [
            int(folder.name)
            for folder in Path("/proc").glob("[0-9]*")
            if part.encode() in read(folder / "cmdline") and mark in read(folder / "environ").split(b"\0")
        ]


def read(path: Path) -> bytes:
    try:
        return path.read_bytes().replace(b"\0", b" ") if path.name == "cmdline" else path.read_bytes()
    except OSError:
        return b""


def encode(form: dict) -> tuple[bytes, str]:
    boundary, parts = uuid.uuid4().hex, []
    for name, value in form.items():
        filename, content = value if isinstance(value, tuple) else ("", str(value).encode())
        named = f'name="{name}"' + (f'; filename="{filename}"' if filename else "")
        parts.append(
            f"--{boundary}\r\nContent-Disposition: form-data; {named}\r\n\r\n".encode() + content + b"\r\n"
        )
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def environment(var_dir: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_"))}
    for name in ("DATABASE_URL", "REDIS_URL", "STORAGE_URL", "SECRET_KEY"):
        kept.pop(name, None)
    return {**kept, "VAR_DIR": str(var_dir), **more}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.2)


# A killed worker is found soon: the sweep looks often, and silence counts sooner than in production.
# And a script without an end is stopped before everybody has gone home.
PATIENCE = {
    "LIMIT_STALE_SECONDS": "12",
    "LIMIT_SWEEP_EVERY_SECONDS": "3",
    "LIMIT_HEARTBEAT_SECONDS": "2",
    "LIMIT_SCRIPT_WALL_SECONDS": "15",
    "LIMIT_SCRIPT_CPU_SECONDS": "14",
}


@contextmanager
def running_product(var_dir: Path, **settings: str) -> Iterator[Product]:
    """`make run` with an empty folder, a free port and these environment variables, until it is left."""
    port, settings = free_port(), {**PATIENCE, **settings}
    with (var_dir / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.up"],
            cwd=ROOT,
            env=environment(var_dir, PORT=str(port), **settings),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    running = Product(f"http://127.0.0.1:{port}", var_dir, process, settings)

    def answers() -> bool:
        assert process.poll() is None, (var_dir / "up.log").read_text()
        try:
            return running.request("GET", "/readyz", timeout=5).status == 200
        except OSError:
            return False

    try:
        wait_until(answers, STARTS_WITHIN_SECONDS, "the product did not become ready")
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(ENDS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


@pytest.fixture(scope="session")
def product(tmp_path_factory) -> Iterator[Product]:
    with running_product(tmp_path_factory.mktemp("var")) as running:
        yield running
