"""Many at once: one key makes one, and the count of costly requests is exact."""

from __future__ import annotations

from collections import Counter

import pytest

from projects.api.throttling import CostlyThrottle
from projects.models import Dataset, IdempotencyKey, Project
from tests.api_contract import Api, assert_problem
from tests.crowd import at_once
from tests.factories import FLOWERS, make_dataset_version, upload

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_key_makes_one_whoever_is_first(alice, alice_token):
    asked = {"dataset": make_dataset_version(alice).pk, "target": "species", "title": "Which flower?"}
    answers = at_once(*[lambda: Api(alice_token).post("/projects/", asked, idempotency_key="k1")] * 6)
    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) <= {201, 409}
    made = [answer.json() for answer in answers if answer.status_code == 201]
    assert all(document == made[0] for document in made)
    assert Project.objects.count() == IdempotencyKey.objects.count() == 1
    for answer in answers:
        if answer.status_code == 409:
            assert_problem(answer, 409, "idempotency_in_progress")


def test_another_body_at_the_same_time_is_never_answered_with_the_first_ones(alice_token):
    names = iter("abcdef")

    def send():
        return Api(alice_token).post("/tokens/", {"name": next(names)}, idempotency_key="k2")

    answers = at_once(*[send] * 6)
    assert sum(answer.status_code == 201 for answer in answers) == 1
    assert {answer.status_code for answer in answers} <= {201, 422, 409}


@pytest.fixture
def five_a_minute(monkeypatch):
    monkeypatch.setattr(CostlyThrottle, "rate", "5/min")
    monkeypatch.setattr(CostlyThrottle, "clock", staticmethod(lambda: 1_000_020.0))


def test_of_twelve_costly_ones_at_once_exactly_five_pass(alice_token, five_a_minute):
    answers = at_once(*[lambda: Api(alice_token).form("/datasets/", {"file": upload(FLOWERS)})] * 12)
    assert Counter(answer.status_code for answer in answers) == {201: 5, 429: 7}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert_problem(refused, 429, "too_many_requests")
    assert refused["Retry-After"] == "60"
    assert Dataset.objects.count() == 1


def test_both_counts_are_told_and_reading_costs_nothing(alice_token, five_a_minute):
    first = Api(alice_token).form("/datasets/", {"file": upload(FLOWERS)})
    assert first["RateLimit-Policy"] == '"learner";q=600;w=60, "costly";q=5;w=60'
    assert first["RateLimit"] == '"learner";r=599;t=60, "costly";r=4;t=60'
    for _ in range(8):
        assert Api(alice_token).get("/datasets/").status_code == 200


def test_each_minute_counts_anew(alice_token, five_a_minute, monkeypatch):
    for _ in range(6):
        last = Api(alice_token).form("/datasets/", {"file": upload(FLOWERS)})
    assert last.status_code == 429
    monkeypatch.setattr(CostlyThrottle, "clock", staticmethod(lambda: 1_000_080.0))
    assert Api(alice_token).form("/datasets/", {"file": upload(FLOWERS)}).status_code == 201
