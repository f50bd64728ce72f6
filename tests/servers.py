"""Throw-away servers of the kind that production uses: PostgreSQL and Redis, each in a folder of its own.

``python -m tests.servers COMMAND …`` runs a command with DATABASE_URL pointing at such a PostgreSQL.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import boto3
from moto.server import ThreadedMotoServer

STARTS_WITHIN_SECONDS, ENDS_WITHIN_SECONDS = 30, 20
# Nothing here has to survive a power cut.
POSTGRES_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
NO_POSTGRES = "there is no PostgreSQL server on this machine (make test installs it where it can)"
NO_REDIS = "there is no redis-server on this machine (make test installs it where it can)"


def find_postgres() -> Path | None:
    """The folder with ``initdb`` and ``postgres``: the newest that Debian has, else what is on the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    found = debian[-1] if debian else Path(on_path) if on_path else None
    return found.parent if found else None


def find_redis() -> str | None:
    return shutil.which("redis-server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def other_user() -> dict[str, object]:
    """PostgreSQL refuses to run as root: root runs it as the user that Debian's package makes."""
    if os.geteuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextlib.contextmanager
def own_folder(prefix: str, owner: str | None = None) -> Iterator[Path]:
    """Directly under the system's folder for temporary files: pytest's own may be entered by root only."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        if owner is not None:
            shutil.chown(folder, owner, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running(argv: Sequence[str], log: Path, ready, **options: object) -> Iterator[subprocess.Popen]:
    with log.open("wb") as output:
        process = subprocess.Popen(argv, stdout=output, stderr=subprocess.STDOUT, **options)
    try:
        end = time.monotonic() + STARTS_WITHIN_SECONDS
        while not ready():
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{argv[0]} does not start: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)
        yield process
    finally:
        process.send_signal(signal.SIGINT)  # to PostgreSQL: now, and in order
        try:
            process.wait(ENDS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database ``firstfit`` in a new cluster, which asks for a password."""
    programs, user = find_postgres(), other_user()
    if programs is None:
        raise RuntimeError(NO_POSTGRES)
    with own_folder("firstfit-postgres-", str(user["user"]) if user else None) as folder:
        data, password, port = folder / "data", secrets.token_urlsafe(12), free_port()
        (folder / "password").write_text(password)
        (folder / "password").chmod(0o644)
        flags = [
            "--username=firstfit",
            "--auth=scram-sha-256",
            f"--pwfile={folder / 'password'}",
            "--no-sync",
        ]
        flags += ["--encoding=UTF8", "--locale=C.UTF-8"]
        made = [str(programs / "initdb"), "-D", str(data), *flags]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)
        settings = [f"unix_socket_directories={folder}", "listen_addresses=127.0.0.1", *POSTGRES_FAST]
        argv = [str(programs / "postgres"), "-D", str(data), "-p", str(port)]
        argv += [part for setting in settings for part in ("-c", setting)]
        server = f"postgres://firstfit:{password}@127.0.0.1:{port}"
        with running(argv, folder / "log", lambda: create_database(server), cwd=folder, **user):
            yield f"{server}/firstfit"


def create_database(server: str) -> bool:
    import psycopg

    try:
        with psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=5) as connection:
            connection.execute("CREATE DATABASE firstfit")
    except psycopg.OperationalError:
        return False
    return True


@contextlib.contextmanager
def redis_server(port: int | None = None) -> Iterator[str]:
    """The address of an empty Redis server, as Debian packages it."""
    program = find_redis()
    if program is None:
        raise RuntimeError(NO_REDIS)
    with own_folder("firstfit-redis-") as folder:
        port = port or free_port()
        argv = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
        with running(argv, folder / "log", lambda: listens(port)):
            yield f"redis://127.0.0.1:{port}"


@contextlib.contextmanager
def s3_server(bucket: str) -> Iterator[str]:
    """The address of an S3 server in this process, with one empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
        boto3.client("s3", endpoint_url=endpoint, **keys).create_bucket(Bucket=bucket)
        yield f"s3://key:secret@{bucket}/uploads?region=us-east-1&endpoint={endpoint}"
    finally:
        server.stop()


def main(command: Sequence[str]) -> int:
    if find_postgres() is None:
        sys.stderr.write(f"Skipped: {NO_POSTGRES}.\n")
        return 0
    with postgres() as address:
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": address})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
