"""Public pages cold, kept, and only drawn, each as a call that can be timed. Run by ``benchmarks.pages``."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from benchmarks.crowd_of_projects import TAGS, fill, word

TIMES = 10
SEARCHES = 60
FRAMES_APART = 9


def make(number: int) -> str:
    """A platform with so many projects beside a real one, whose address this is."""
    import django

    django.setup()
    from django.core.management import call_command

    from portfolio.facets import recount

    call_command("migrate", verbosity=0)
    fill(number)
    known = publish_measured()
    recount()  # as the sweep does
    return known


def measure(known: str, rounds: int) -> dict:
    """Milliseconds: of each view cold and kept, the median of the rounds, and of the searches, sorted.

    Each round calls from another depth, see ``config.interpreter.with_room``.
    """
    import django

    django.setup()
    from config.interpreter import settle

    views = prepare_views(known)
    settle()  # as the web server does
    costs: dict[str, list[float]] = {name: [] for name in views}
    for place in range(rounds):
        for name, ask in views.items():
            costs[name].append(milliseconds_below(place * FRAMES_APART, ask))
    found = {name: statistics.median(values) for name, values in costs.items()}
    return {"views": found, "searches": sorted(search_times())}


def milliseconds_below(frames: int, ask: Callable[[], object]) -> float:
    return milliseconds_below(frames - 1, ask) if frames else milliseconds(ask)


def prepare_views(known: str) -> dict[str, Callable[[], object]]:
    from django.core.cache import caches
    from django.test import Client
    from django.test.utils import setup_test_environment, teardown_test_environment
    from django.urls import path
    from django.views.generic import TemplateView

    from config import urls

    urls.urlpatterns.insert(0, path("bare/", TemplateView.as_view(template_name="base.html")))
    client = Client()

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
