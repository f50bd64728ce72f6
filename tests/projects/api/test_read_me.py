from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from projects.models import ApiToken, DatasetVersion
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project


def test_says_who_the_token_belongs_to_and_what_may_be_sent(alice, alice_token, settings):
    me = Api(alice_token).get("/me/").json()
    assert me["username"] == "alice"
    assert me["name"] == "Alice Liddell"
    assert me["url"] == "http://testserver/@alice/"
    assert me["token"] == {"name": "tests", "scope": "write", "expires_at": None}
    assert me["limits"]["upload_max_bytes"] == settings.LIMITS.upload_max_bytes == 25 * 2**20


def test_a_browsers_session_has_no_token(alice_client):
    assert alice_client.get("/api/v1/me/").json()["token"] is None


def test_a_stranger_is_asked_who_they_are(db):
    assert_problem(Api().get("/me/"), 401, "not_authenticated")


def test_a_token_that_has_run_out_is_refused(alice):
    ended = timezone.now() - timedelta(seconds=1)
    _, secret = create_token(owner=alice, name="old", expires_at=ended)
    response = Api(secret).get("/me/")
    assert_problem(response, 401, "invalid_token", "run out")
    assert response["WWW-Authenticate"].startswith("Bearer ")


def test_the_token_of_somebody_who_may_not_log_in_is_refused(alice, alice_token):
    alice.is_active = False
    alice.save()
    assert_problem(Api(alice_token).get("/me/"), 401, "invalid_token")


def test_tells_what_is_used_of_what_may_be_used(alice, alice_token, bob, settings):
    make_evaluation(make_project(alice), status="running")
    make_evaluation(make_project(bob), status="running")
    size = DatasetVersion.objects.get(dataset__owner=alice).size_bytes
    limits = settings.LIMITS
    assert Api(alice_token).get("/me/").json()["quotas"] == {
        "active_evaluations": {"used": 1, "limit": limits.active_evaluations_per_learner},
        "storage_bytes": {"used": size, "limit": limits.storage_bytes_per_learner},
        "datasets": {"used": 1, "limit": limits.datasets_per_learner},
    }


def test_takes_four_queries(alice_token, django_assert_num_queries):
    with django_assert_num_queries(4):  # the token with its owner; its use is noted; two for what is used
        Api(alice_token).get("/me/")
    assert ApiToken.objects.get().last_used_at is not None
