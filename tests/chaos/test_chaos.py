"""Accidents at random moments while evaluations are in flight: each ends whole, once, and uncharged."""

from __future__ import annotations

import contextlib
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.chaos import accidents
from tests.journeys.conftest import Product, running_product, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.sandbox, pytest.mark.timeout(1500)]

SEED = int(os.environ.get("CHAOS_SEED") or time.time())
ROUNDS = int(os.environ.get("CHAOS_ROUNDS") or 2)
ENDS_WITHIN_SECONDS = 600
LEARNERS, EVALUATIONS_EACH = 3, 2
# Found soon, and never given up: here every evaluation has to come to its good end.
PATIENCE = {
    "LIMIT_LAUNCHES_MAX": "1000",
    "DEMO": "0",
}
SCRIPT = b"""
from sklearn.tree import DecisionTreeClassifier


def make_model():
    return DecisionTreeClassifier(max_depth=3)
"""
LOOK = """
from evaluations.models import Evaluation as E, FoldResult as F
from evaluations.ledger import tries_so_far
where = ('scope', 'data_key', 'protocol_digest', 'pipeline_digest', 'pipeline', 'fold', 'engine_version')
print('folds', F.objects.count(), F.objects.values(*where).distinct().count())
for e in E.objects.order_by('created_at'):
    lines = list(e.pipeline_results.values_list('pipeline', flat=True))
    print('evaluation', e.status, e.launches, e.platform_faults, len(lines), len(set(lines)), tries_so_far(e))
"""


def rows(seed: int, n: int = 1500) -> bytes:
    draw = random.Random(seed).random
    lines = ["a,b,c,d,answer"]
    for _ in range(n):
        values = [draw() for _ in range(4)]
        lines.append(",".join([*(f"{value:.4f}" for value in values), "no" if sum(values) < 2 else "yes"]))
    return "\n".join(lines).encode()


@pytest.fixture(params=["one machine", "postgres and redis"])
def product(request, tmp_path) -> Iterator[Product]:
    """With a folder of its own for temporary files, which has to be empty in the end."""
    (tmp_path / "tmp").mkdir(mode=0o777)
    (tmp_path / "tmp").chmod(0o777)
    with contextlib.ExitStack() as stack:
        settings = {**PATIENCE, "TMPDIR": str(tmp_path / "tmp")}
        if request.param != "one machine":
            if servers.find_postgres() is None or servers.find_redis() is None:
                pytest.skip(f"{servers.NO_POSTGRES}, or {servers.NO_REDIS}")
            settings["DATABASE_URL"] = stack.enter_context(servers.postgres())
            settings["REDIS_URL"] = stack.enter_context(servers.redis_server())
        (tmp_path / "var").mkdir()
        with running_product(tmp_path / "var", **settings) as running:
            yield running
            below = accidents.descendants(running.process.pid)
        left = [pid for pid in below if Path(f"/proc/{pid}/exe").exists()]
        assert not left, "processes were left behind"
        assert not list((tmp_path / "tmp").iterdir()), "temporary files were left behind"


def push_all(product: Product) -> dict[str, str]:
    """Evaluation id to the token of its learner; every second one has a script."""
    pushed = {}
    for number in range(LEARNERS):
        name = f"learner{number}"
        made = f"from projects.models import Learner; Learner.objects.create_user('{name}')"
        product.manage("shell", "-c", made)
        token = product.token(name)
        for which in range(EVALUATIONS_EACH):
            form = {"data": ("rows.csv", rows(10 * number + which)), "target": "answer"}
            form |= {"script": ("tree.py", SCRIPT)} if which else {}
            pushed[product.push(token, form)["evaluation"]["id"]] = token
    return pushed


def end_of(product: Product, evaluation: str, token: str) -> dict:
    """Poll, through a web process that may just have been killed."""
    document: dict = {}

    def ended() -> bool:
        with contextlib.suppress(OSError, ValueError):
            answer = product.request("GET", f"/api/v1/evaluations/{evaluation}/", token=token)
            if answer.status == 200:
                document.update(answer.json())
            else:  # away for a moment, and saying so; a page of ours that breaks is none of the accidents
                assert answer.status in (429, 503), (answer.status, answer.body)
        return document.get("status") not in (None, "queued", "running")

    wait_until(ended, ENDS_WITHIN_SECONDS, f"seed {SEED}: {evaluation} is still {document.get('stage')}")
    return document


def test_every_evaluation_ends_whole_once_and_uncharged(product):
    dice = random.Random(SEED)
    possible = accidents.ANYWHERE
    if "DATABASE_URL" not in product.settings:
        possible += accidents.WITH_OUR_OWN_SERVERS
    pushed, happened = push_all(product), []
    for accident in [one for _ in range(ROUNDS) for one in dice.sample(possible, len(possible))]:
        accidents.wait_for_workers(product)
        time.sleep(dice.uniform(0.2, 4))
        happened.append(accident.__name__)
        accident(product)
    ends = {evaluation: end_of(product, evaluation, token) for evaluation, token in pushed.items()}
    told = f"seed {SEED}: {happened}"
    blamed = [end["reason"] for end in ends.values() if end["reason"] and not end["reason"]["platform_fault"]]
    assert not blamed, told
    folds, *evaluations = product.manage("shell", "-c", LOOK).strip().split("\n")[-1 - len(pushed) :]
    _, stored, distinct = folds.split()
    assert stored == distinct, told
    for line in evaluations:
        _, status, _, _, lines, distinct_lines, tries = line.split()
        assert lines == distinct_lines, told
        assert status == "succeeded" or tries == "0", told
    for end in ends.values():
        if end["status"] == "succeeded":
            assert end["progress"]["done"] == end["progress"]["total"] > 0, told
    idle(product)


def idle(product: Product) -> None:
    """After the last report nobody works any more: a fork server for each pool process, and no job."""

    def jobs() -> int:
        return sum(len(accidents.descendants(pid)) for pid in accidents.pool_processes(product))

    time.sleep(3)
    before = jobs()
    time.sleep(3)
    assert jobs() <= before
