from __future__ import annotations

import pytest
from redis.exceptions import ConnectionError as RedisIsAway

from projects.api.throttling import LearnerThrottle
from tests.api_contract import Api, assert_problem


@pytest.fixture
def three_a_minute(monkeypatch):
    monkeypatch.setattr(LearnerThrottle, "THROTTLE_RATES", {"learner": "5/min", "anonymous": "3/min"})


def test_every_answer_says_how_many_requests_are_left(db, three_a_minute):
    first, second = Api().get("/projects/"), Api().get("/projects/")
    assert first["RateLimit-Policy"] == '"anonymous";q=3;w=60'
    assert first["RateLimit"] == '"anonymous";r=2;t=60'
    assert second["RateLimit"].startswith('"anonymous";r=1;t=')


def test_the_fourth_of_three_is_429_and_says_when_to_go_on(db, three_a_minute):
    for _ in range(3):
        assert Api().get("/projects/").status_code == 200
    response = Api().get("/projects/")
    assert_problem(response, 429, "too_many_requests", "Retry-After")
    assert 1 <= int(response["Retry-After"]) <= 60
    assert response["RateLimit"].startswith('"anonymous";r=0;t=')


def test_a_learner_has_a_larger_count_of_their_own(alice_token, three_a_minute):
    for _ in range(3):
        Api().get("/projects/")
    response = Api(alice_token).get("/me/")
    assert response.status_code == 200
    assert response["RateLimit"] == '"learner";r=4;t=60'


def test_without_the_cache_requests_are_answered_and_not_counted(db, monkeypatch):
    class Away:
        def get(self, *args):
            raise RedisIsAway("connection refused")

    monkeypatch.setattr(LearnerThrottle, "cache", Away())
    response = Api().get("/projects/")
    assert response.status_code == 200
    assert "RateLimit" not in response
