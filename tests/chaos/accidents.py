"""What can happen to the running product, one function each. All of them are no fault of a learner."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import time
import uuid
from pathlib import Path

import redis

from tests.journeys.conftest import Product, read, wait_until

LOCKED_SECONDS = 6
STOPPED_SECONDS = 15  # longer than silence is endured in these tests


def descendants(pid: int) -> list[int]:
    """All processes below this one, parents first."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in read(task).split()]
    return found[1:]


def running(product: Product, part: str) -> list[int]:
    below = descendants(product.process.pid)
    return [pid for pid in below if part.encode() in read(Path(f"/proc/{pid}/cmdline"))]


def kill(pids: list[int], number: signal.Signals = signal.SIGKILL) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def worker_main(product: Product) -> list[int]:
    pools = running(product, "celery -A config worker")
    return [pid for pid in pools if set(descendants(pid)) & set(pools)]


def pool_processes(product: Product) -> list[int]:
    return [pid for pid in running(product, "celery -A config worker") if pid not in worker_main(product)]


def kill_the_worker(product: Product) -> None:
    kill(worker_main(product))


def one_of(pids: list[int]) -> list[int]:
    """At most one: it may be gone already."""
    return random.sample(pids, min(1, len(pids)))


def kill_a_pool_process(product: Product) -> None:
    kill(one_of(pool_processes(product)))


def kill_a_fork_server(product: Product) -> None:
    """With it its job, or only the job: whatever is hit."""
    kill(one_of(running(product, "evaluations.sandbox.server")))


def kill_the_web(product: Product) -> None:
    kill(running(product, "gunicorn")[:1])


def kill_a_web_process(product: Product) -> None:
    kill(running(product, "gunicorn")[1:2])


def kill_beat(product: Product) -> None:
    kill(running(product, "celery -A config beat"))


def stop_the_clock_of_a_pool_process(product: Product) -> None:
    """It is silent for so long that its work is sent again; then it goes on as if nothing had been."""
    stopped = one_of(pool_processes(product))
    kill(stopped, signal.SIGSTOP)
    time.sleep(STOPPED_SECONDS)
    kill(stopped, signal.SIGCONT)


def broker_of(product: Product) -> redis.Redis:
    if "REDIS_URL" in product.settings:
        return redis.Redis.from_url(product.settings["REDIS_URL"])
    sockets = list(product.var_dir.rglob("broker.sock"))
    sockets += [
        path for path in Path("/tmp").glob("firstfit-*/broker.sock") if str(path) in command_lines(product)
    ]
    return redis.Redis(unix_socket_path=str(sockets[0]))


def command_lines(product: Product) -> str:
    return " ".join(read(Path(f"/proc/{pid}/cmdline")).decode() for pid in descendants(product.process.pid))


def flush_the_broker(product: Product) -> None:
    with contextlib.suppress(redis.ConnectionError), broker_of(product) as broker:
        broker.flushall()


def kill_the_broker(product: Product) -> None:
    kill(running(product, "valkey-server"))


def deliver_everything_twice(product: Product) -> None:
    """What waits, and what is being worked on: two workers at the same fold."""
    with contextlib.suppress(redis.ConnectionError), broker_of(product) as broker:
        taken = [json.loads(value)[0] for value in broker.hvals("unacked")]
        waiting = [
            (key, json.loads(text))
            for key in broker.scan_iter("celery*")
            if broker.type(key) == b"list"
            for text in broker.lrange(key, 0, -1)
        ]
        for key, message in [*waiting, *((b"celery", message) for message in taken)]:
            message["properties"]["delivery_tag"] = str(uuid.uuid4())
            broker.lpush(key, json.dumps(message))


def lock_the_database(product: Product) -> None:
    (file,) = product.var_dir.glob("db.sqlite3")
    with contextlib.closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        time.sleep(LOCKED_SECONDS)
        database.execute("ROLLBACK")


ANYWHERE = (
    kill_the_worker,
    kill_a_pool_process,
    kill_a_fork_server,
    kill_the_web,
    kill_a_web_process,
    kill_beat,
    stop_the_clock_of_a_pool_process,
    flush_the_broker,
    deliver_everything_twice,
)
WITH_OUR_OWN_SERVERS = (kill_the_broker, lock_the_database)


def wait_for_workers(product: Product) -> None:
    wait_until(lambda: len(pool_processes(product)) > 0, 60, "no worker came back")
