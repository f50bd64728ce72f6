"""What public pages cost beside a bare template view, and what a crowd of projects does to Explore.

    python -m benchmarks.pages [--many 100000] [--few 1000] [--rounds 5]

Each size is a process with a database of its own (SQLite, or ``DATABASE_URL``'s, which has to be empty).
Pages go through all of the middleware by Django's test client, in turns with two bare views: the site's own
frame without anything in it, and the page's own template with everything for it at hand, so that it is drawn
and nothing else. Cold: nothing is kept. Kept: asked for before. Searches: each of many different ones for the
first time.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from benchmarks.crowd_of_projects import TAGS, fill, word

TIMES = 10
SEARCHES = 60


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--many", type=int, default=100_000)
    options.add_argument("--few", type=int, default=1_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--inside", type=int, default=0, help="measure here, with so many projects, as JSON")
    asked = options.parse_args()
    if asked.inside:
        print(json.dumps(measure(asked.inside, asked.rounds)))
        return
    few, many = (measure_apart(number, asked.rounds) for number in (asked.few, asked.many))
    show(asked, few, many)


def measure_apart(number: int, rounds: int) -> dict:
    command = [sys.executable, "-m", "benchmarks.pages", "--inside", str(number), "--rounds", str(rounds)]
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", **os.environ, "MEDIA_ROOT": folder}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def measure(number: int, rounds: int) -> dict:
    """Milliseconds: of each view cold and kept, and of the searches, sorted."""
    import django

    django.setup()
    from django.core.management import call_command

    from config.collector import settle
    from portfolio.facets import recount

    call_command("migrate", verbosity=0)
    fill(number)
    recount()  # as the sweep does
    views = prepare_views()
    settle()  # as the web server does
    costs: dict[str, list[float]] = {name: [] for name in views}
    for _ in range(rounds):
        for name, ask in views.items():
            costs[name].append(milliseconds(ask))
    found = {name: statistics.median(values) for name, values in costs.items()}
    return {"views": found, "searches": sorted(search_times())}


def prepare_views() -> dict[str, Callable[[], object]]:
    from django.core.cache import caches
    from django.test import Client
    from django.test.utils import setup_test_environment, teardown_test_environment
    from django.urls import path
    from django.views.generic import TemplateView

    from config import urls

    urls.urlpatterns.insert(0, path("bare/", TemplateView.as_view(template_name="base.html")))
    client, known = Client(), publish_measured()

    def ask(address: str, *, cold: bool) -> Callable[[], object]:
        def get() -> object:
            if cold:
                caches["pages"].clear()
            response = client.get(address)
            assert response.status_code == 200
            return response

        return get

    views = {"frame": ask("/bare/", cold=False)}
    for name, address in (("project", known), ("explore", "/explore/")):
        setup_test_environment()
        response = client.get(address)
        teardown_test_environment()
        urls.urlpatterns.insert(0, path(f"drawn-{name}/", draw_again(response)))
        views[f"{name}, drawn only"] = ask(f"/drawn-{name}/", cold=False)
        views[f"{name}, cold"] = ask(address, cold=True)
        views[f"{name}, kept"] = ask(address, cold=False)
    return views


def publish_measured() -> str:
    """The address of a project with a script on real data, measured here by the workers' own steps."""
    from sklearn.datasets import load_breast_cancer

    from evaluations import children
    from evaluations.services import Question, push
    from portfolio.services import publish, write_up
    from tests.factories import FOREST, make_learner, upload
    from tests.steps import run_to_the_end

    table = load_breast_cancer(as_frame=True).frame.to_csv(index=False).encode()
    question = Question(target="target", title="Known", question="Which cells are harmless?", guess=0.9)
    evaluation = push(
        owner=make_learner("ada"), data=upload(table), script=upload(FOREST, "model.py"), asked=question
    )
    evaluation.refresh_from_db()  # the launch has numbered it
    run_to_the_end(evaluation)
    children.stop_fork_server()
    publish(project=evaluation.project, evaluation=evaluation, ask_for_answers=False)
    write_up(
        project=evaluation.project, markdown="# What was tried\n\n" + "A forest, and then another. " * 40
    )
    return str(evaluation.project.get_absolute_url())


def draw_again(response) -> Callable:
    """A view with all that a page needs at hand."""
    from django.shortcuts import render

    template, shown = response.templates[0].name, response.context[0].flatten()
    shown = {name: shown[name] for name in shown if name not in ("request", "user", "csrf_token", "messages")}
    return lambda request: render(request, template, shown)


def milliseconds(ask: Callable[[], object]) -> float:
    """Processor time of one answer; the first is not counted."""
    ask()
    began = time.process_time()
    for _ in range(TIMES):
        ask()
    return (time.process_time() - began) / TIMES * 1000


def search_times() -> list[float]:
    from django.core.cache import caches
    from django.test import Client

    client, times = Client(), []
    caches["pages"].clear()
    for address in addresses():
        began = time.perf_counter()
        assert client.get(address).status_code == 200, address
        times.append((time.perf_counter() - began) * 1000)
    return times


def addresses() -> list[str]:
    """Common words and rare ones, two of them, facets, tags, orders, later pages."""
    found = ["/explore/", "/explore/?sort=stars", "/explore/?task=multiclass", "/explore/?beats=1"]
    found += [f"/explore/?page={page}" for page in (2, 5, 20)]
    found += [f"/explore/?tag=tag-{word(k)}" for k in range(0, TAGS, 10)]
    for k in range(SEARCHES // 3):
        rank = 2**k % 2500
        found += [
            f"/explore/?q={word(rank)}",
            f"/explore/?q={word(k)}+{word(rank)}",
            f"/explore/?q={word(rank)}&beats=1",
        ]
    return found


def show(asked: argparse.Namespace, few: dict, many: dict) -> None:
    print(
        f"| page | {asked.few:,} projects | {asked.many:,} projects | beside the frame | beside drawing it |"
    )
    print("| --- | --- | --- | --- | --- |")
    for name, cost in many["views"].items():
        drawn = many["views"].get(f"{name.split(',')[0]}, drawn only", many["views"]["frame"])
        beside = f"{many['views']['frame'] / cost:.2f} | {drawn / cost:.2f}"
        print(f"| {name} | {few['views'][name]:.2f} ms | {cost:.2f} ms | {beside} |")
    print(f"\n{len(many['searches'])} searches in Explore, each for the first time:")
    for share in (0.5, 0.95):
        small, large = (at(part["searches"], share) for part in (few, many))
        print(f"p{share * 100:.0f}: {small:.1f} ms and {large:.1f} ms, {large / small:.2f} times as long")


def at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
