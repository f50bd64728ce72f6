"""Whatever is killed, at any moment: the evaluation ends, and each fold is measured once."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.journeys.conftest import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]

COUNT = (
    "from evaluations.models import FoldResult as F; "
    "key = 'scope','data_key','protocol_digest','pipeline','pipeline_digest','fold'; "
    "print(F.objects.count(), F.objects.values(*key)"
    ".distinct().count())"
)


def rows(seed: int, n: int = 900) -> bytes:
    """A table that no other test has, so that everything must be measured."""
    lines = ["a,b,c,label"]
    for i in range(n):
        a, b, c = (i * 37 + seed) % 101, (i * 53 + seed) % 97, (i * 11 + seed) % 13
        lines.append(f"{a / 10},{b / 10},{c},{'yes' if (a + 2 * c + i % 7) > 60 else 'no'}")
    return "\n".join(lines).encode()


@pytest.fixture(scope="module")
def token(product):
    product.manage("shell", "-c", "from projects.models import Learner; Learner.objects.create_user('grace')")
    return product.token("grace")


def start(product, token, seed):
    pushed = product.push(token, {"data": ("rows.csv", rows(seed)), "target": "label"})
    evaluation = pushed["evaluation"]["id"]

    def measuring() -> bool:
        path = f"/api/v1/evaluations/{evaluation}/"
        document = product.request("GET", path, token=token).json()
        assert document["status"] in ("queued", "running"), document
        return 0 < document["progress"]["done"] < document["progress"]["total"]

    wait_until(measuring, 200, "the evaluation did not begin to measure")
    return evaluation


def kill(pids: list[int]) -> None:
    assert pids
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def assert_complete(product, token, evaluation) -> None:
    document = product.wait(evaluation, token)
    assert document["status"] == "succeeded", document["reason"]
    assert document["progress"]["done"] == document["progress"]["total"] > 0
    stored, distinct = product.manage("shell", "-c", COUNT).split()[-2:]
    assert stored == distinct


def test_an_evaluation_survives_the_kill_of_every_worker_process(product, token):
    evaluation = start(product, token, seed=1)
    kill(product.processes("celery -A config worker"))
    assert_complete(product, token, evaluation)


def test_an_evaluation_survives_the_kill_of_one_pool_process(product, token):
    evaluation = start(product, token, seed=2)
    workers = sorted(product.processes("celery -A config worker"))
    kill(workers[-1:])
    assert_complete(product, token, evaluation)


def test_an_evaluation_survives_a_wiped_broker(product, token):
    import redis

    evaluation = start(product, token, seed=3)
    (sockets,) = [
        list(product.var_dir.rglob("broker.sock")) or list(Path("/tmp").glob("firstfit-*/broker.sock"))
    ]
    redis.Redis(unix_socket_path=str(sockets[0])).flushall()
    assert_complete(product, token, evaluation)


def test_an_evaluation_that_is_cancelled_ends_at_once(product, token):
    evaluation = start(product, token, seed=4)
    answer = product.request("POST", f"/api/v1/evaluations/{evaluation}/cancel/", token=token, form={})
    assert answer.status in (200, 202)
    document = product.wait(evaluation, token, seconds=10)
    assert document["status"] == "cancelled"
    assert document["reason"]["code"] == "cancelled"
    time.sleep(1)
    assert product.request("GET", "/readyz").status == 200
