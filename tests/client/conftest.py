"""A real server in this process, and someone who plays the worker."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from firstfit import Client
from firstfit.patience import Patience

from evaluations import lifecycle
from evaluations.models import Evaluation
from tests.factories import FLOWERS, FOREST, add_findings, make_report

QUICK = Patience(seconds=8, tries=8, base_seconds=0.01, cap_seconds=0.05)


@pytest.fixture(autouse=True)
def own_config(tmp_path, monkeypatch):
    """Nobody's real tokens are read, none are left behind."""
    folder = tmp_path / "config"
    monkeypatch.setenv("FIRSTFIT_CONFIG_DIR", str(folder))
    for name in ("FIRSTFIT_TOKEN", "FIRSTFIT_SITE", "FIRSTFIT_INSECURE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def files(tmp_path):
    (tmp_path / "flowers.csv").write_text(FLOWERS)
    (tmp_path / "forest.py").write_text(FOREST)
    return tmp_path / "flowers.csv", tmp_path / "forest.py"


@pytest.fixture
def connect(live_server, alice_token) -> Iterator[Callable[..., Client]]:
    """A client of the live server, or of a bad line to it."""
    made = []

    def client(site: str = "", token: str = alice_token) -> Client:
        made.append(Client(site or live_server.url, token, patience=QUICK))
        return made[-1]

    yield client
    for one in made:
        one.close()


def measure(evaluation_id: str, *, mean: float = 0.83) -> None:
    """What a worker does in the end: a report, lines and checks, and the status."""
    evaluation = Evaluation.objects.select_related("project").get(pk=evaluation_id)
    launched = lifecycle.begin(evaluation.pk, evaluation.launches)
    report = make_report(evaluation.project)
    last = report["results"][-1]["scores"][evaluation.project.metric]
    last.update(mean=mean, low=mean - 0.05, high=mean + 0.05)
    launched.report = report
    add_findings(launched)
    lifecycle.succeed(evaluation.pk, evaluation.launches, report=report, environment={})


class Worker:
    """Measures what is pushed, from a thread of its own, until the test is over."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.means: list[float] = []
        self.failures: list[tuple[str, str]] = []
        self.thread = threading.Thread(target=self.work, daemon=True)

    def work(self) -> None:
        from django.db import connection

        while not self.stop.wait(0.1):
            for pk in Evaluation.objects.filter(status="queued").values_list("pk", flat=True):
                self.do(str(pk))
        connection.close()

    def do(self, pk: str) -> None:
        if self.failures:
            code, message = self.failures.pop(0)
            reason = lifecycle.Reason(code=code, message=message, hint="Mend it.", platform_fault=False)
            lifecycle.fail(Evaluation.objects.get(pk=pk).pk, None, reason)
        else:
            measure(pk, mean=self.means.pop(0) if self.means else 0.83)


@pytest.fixture
def worker(live_server) -> Iterator[Worker]:
    one = Worker()
    one.thread.start()
    yield one
    one.stop.set()
    one.thread.join(10)
