"""What the API costs beside a bare view, what a crowd of waiting clients does to the pages, and how long
``firstfit push --wait`` takes beside the same models at home.

    python -m benchmarks.api [--waiting 200] [--seconds 8] [--rounds 3] [--only views,crowd,push]

Views: processor time of one answer, through all of the middleware, in turns with a view of REST framework
that answers a small constant. Crowd: pages a second from the running product, without anybody waiting and
with so many clients that wait (half by long poll, half by events, each keeping to ``Retry-After``), in turns;
and what the web processes spend on the crowd alone.
Push: a table that nobody has sent before; the clock runs from the start of the command to its end. Home: a
fresh Python that reads the table and cross-validates the same kinds of models on as many folds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.api_crowd import measure_crowd

ROOT = Path(__file__).resolve().parents[1]
HOME = """
import sys
import pandas as pd
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RepeatedStratifiedKFold, cross_validate
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

table = pd.read_csv(sys.argv[1])
X, y = table.drop(columns="label"), table["label"]
for model in (DummyClassifier(), LogisticRegression(max_iter=1000), GaussianNB(), KNeighborsClassifier(),
              DecisionTreeClassifier(), HistGradientBoostingClassifier(), RandomForestClassifier(), SVC()):
    scores = cross_validate(make_pipeline(StandardScaler(), model), X, y, n_jobs=2,
                            cv=RepeatedStratifiedKFold(n_splits=5, n_repeats=3, random_state=0),
                            scoring=["accuracy", "balanced_accuracy", "f1_macro", "roc_auc"])
    print(type(model).__name__, scores["test_accuracy"].mean())
"""


def table_of(seed: int, rows: int = 1000) -> str:
    import numpy as np

    random = np.random.default_rng(seed)
    X = random.normal(size=(rows, 8))
    labels = (X[:, 0] + X[:, 1] * X[:, 2] + random.normal(size=rows) > 0).astype(int)
    lines = [
        ",".join([*(f"{value:.4f}" for value in row), "ny"[label]])
        for row, label in zip(X, labels, strict=True)
    ]
    return "\n".join([",".join([*"abcdefgh", "label"]), *lines])


# --- Views ------------------------------------------------------------------------------------------------


def measure_views(rounds: int) -> None:
    """In an empty database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATABASE_URL=f"sqlite:///{folder}/db.sqlite3", MEDIA_ROOT=folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        import django

        django.setup()
        addresses = prepare_views()
        costs: dict[str, list[float]] = {name: [] for name in addresses}
        for _ in range(max(rounds, 3) * 4):
            for name, ask in addresses.items():
                costs[name].append(processor_ms(ask))
    bare = statistics.median(costs["bare"])
    for name, values in costs.items():
        cost = statistics.median(values)
        print(f"{name:24} {cost:7.2f} ms of processor   {cost / bare:5.2f} x the bare view")


def prepare_views() -> dict[str, Callable[[], object]]:
    from django.core.management import call_command
    from django.test import Client
    from django.urls import path
    from rest_framework.response import Response
    from rest_framework.views import APIView

    from config import urls
    from tests.factories import make_evaluation, make_learner, make_project

    class Bare(APIView):
        authentication_classes: list = []
        permission_classes: list = []
        throttle_classes: list = []

        def get(self, request: object) -> Response:
            return Response({"answer": 42})

    urls.urlpatterns.insert(0, path("bare/", Bare.as_view()))
    call_command("migrate", verbosity=0)
    learner = make_learner("ada")
    for number in range(25):
        project = make_project(learner, title=f"Project {number}", visibility="public")
        evaluation = make_evaluation(project, published=True)
    client = Client()
    api = "/api/v1/projects/"
    return {
        "bare": lambda: client.get("/bare/"),
        "list of 20 projects": lambda: client.get(api),
        "one project": lambda: client.get(f"{api}ada/{project.slug}/"),
        "one evaluation": lambda: client.get(f"/api/v1/evaluations/{evaluation.pk}/"),
    }


def processor_ms(ask: Callable[[], object], times: int = 20) -> float:
    from django.core.cache import cache

    cache.clear()  # or the limit of requests would be reached
    began = time.process_time()
    for _ in range(times):
        assert ask().status_code == 200  # type: ignore[attr-defined]
    return (time.process_time() - began) / times * 1000


# --- Crowd ------------------------------------------------------------------------------------------------


@contextmanager
def running_product() -> Iterator:
    """As in the journeys: the whole platform in a folder of its own."""
    from tests.journeys import conftest

    class Factory:
        def mktemp(self, name: str) -> Path:
            return Path(tempfile.mkdtemp(prefix="firstfit-bench-"))

    generator = conftest.product.__wrapped__(Factory())
    product = next(generator)
    try:
        yield product
    finally:
        next(generator, None)


def token_of(product, username: str) -> str:
    create = f"from projects.models import Learner; Learner.objects.create_user('{username}')"
    product.manage("shell", "-c", create)
    return product.token(username)


# --- Push -------------------------------------------------------------------------------------------------


def measure_push(product, rounds: int) -> None:
    token = token_of(product, "pusher")
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "FIRSTFIT_SITE": product.url, "FIRSTFIT_TOKEN": token}
        env.update(PYTHONPATH=str(ROOT / "client" / "src"), FIRSTFIT_CONFIG_DIR=folder)
        ratios = []
        for seed in range(rounds):
            path = Path(folder) / f"table{seed}.csv"
            path.write_text(table_of(seed))
            push = [
                sys.executable,
                "-m",
                "firstfit.command",
                "push",
                str(path),
                "--target",
                "label",
                "--wait",
            ]
            ours = seconds_of(push, env)
            home = seconds_of([sys.executable, "-c", HOME, str(path)], dict(os.environ))
            ratios.append(ours / home)
            print(f"push --wait {ours:6.1f} s, at home {home:6.1f} s   {ratios[-1]:.2f} x")
    print(f"median {statistics.median(ratios):.2f} x")


def seconds_of(command: list[str], env: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--waiting", type=int, default=200)
    options.add_argument("--seconds", type=float, default=8)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", default="crowd,push,views")
    asked = options.parse_args()
    parts = asked.only.split(",")
    if {"crowd", "push"} & set(parts):
        with running_product() as product:
            if "push" in parts:
                measure_push(product, asked.rounds)
            if "crowd" in parts:
                measure_crowd(product, token_of(product, "crowd"), asked.waiting, asked.seconds, asked.rounds)
    if "views" in parts:
        measure_views(asked.rounds)


if __name__ == "__main__":
    main()
