"""Schemathesis over the whole description: whatever is sent, the API answers as it says that it does.

The description is loaded at import, since pytest has to know the operations; requests go through WSGI.
"""

from __future__ import annotations

from collections.abc import Iterator

import django
import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from evaluations.models import Evaluation
from projects.api.throttling import LearnerThrottle
from projects.models import DatasetVersion
from tests.factories import make_evaluation, make_project, make_script

django.setup()
APPLICATION = get_wsgi_application()
ADDRESS = "/api/v1/openapi.json"
everything = schemathesis.openapi.from_wsgi(ADDRESS, APPLICATION)
sensible = schemathesis.openapi.from_wsgi(ADDRESS, APPLICATION)
# The description says in words that text holds no null characters; a pattern on every text would say no more.
everything.config.generation.update(allow_x00=False)
sensible.config.generation.update(modes=[GenerationMode.POSITIVE], allow_x00=False)


def examples(number: int) -> settings:
    unhurried = {"deadline": None, "suppress_health_check": list(HealthCheck)}
    return settings(max_examples=number, derandomize=True, database=None, **unhurried)


@pytest.fixture
def world(alice, alice_token, monkeypatch) -> Iterator[str]:
    """One project with everything in it, and connections that stay open, as under Django's test client."""
    project = make_project(alice, title="Known", visibility="public")
    make_evaluation(project, script=make_script(project), published=True)
    monkeypatch.setattr(LearnerThrottle, "THROTTLE_RATES", {"learner": "99999/s", "anonymous": "99999/s"})
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield alice_token
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


def check(case, token: str) -> None:
    # That data fit the description does not make them measurable: 422 is an answer to what is sent.
    excluded = [] if case.method in ("GET", "HEAD") else [positive_data_acceptance]
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=excluded)


def check_known(case, token: str) -> None:
    """With the address of something that is there."""
    known = {"owner": "alice", "slug": "known"}
    for name in case.path_parameters or {}:
        if name in known:
            case.path_parameters[name] = known[name]
        elif name in ("pk", "id"):
            model = Evaluation if "/evaluations/" in case.path else DatasetVersion
            case.path_parameters[name] = model.objects.values_list("pk", flat=True).first() or 1
    check(case, token)


@everything.parametrize()
@examples(8)
def test_it_answers_as_described_whatever_is_sent(case, world):
    check(case, world)


@sensible.parametrize()
@examples(8)
def test_it_answers_as_described_where_there_is_something(case, world):
    check_known(case, world)


@pytest.mark.slow
@pytest.mark.timeout(600)
@everything.parametrize()
@examples(300)
def test_it_answers_as_described_whatever_is_sent_for_long(case, world):
    check(case, world)


@pytest.mark.slow
@pytest.mark.timeout(600)
@sensible.parametrize()
@examples(300)
def test_it_answers_as_described_where_there_is_something_for_long(case, world):
    check_known(case, world)
