from __future__ import annotations

import pytest

from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project


def path_of(evaluation) -> str:
    return f"/evaluations/{evaluation.pk}/cancel/"


@pytest.mark.parametrize("status", ["queued", "running"])
def test_stops_what_is_active_and_says_so(alice, alice_token, status):
    evaluation = make_evaluation(make_project(alice), status=status)
    answer = Api(alice_token).post(path_of(evaluation))
    assert answer.status_code == 200
    assert answer.json()["status"] == "cancelled"
    assert answer.json()["reason"]["code"] == "cancelled"
    assert "Retry-After" not in answer


def test_what_has_ended_stays_as_it_is(alice, alice_token):
    evaluation = make_evaluation(make_project(alice))
    assert_problem(Api(alice_token).post(path_of(evaluation)), 409, "already_ended", "nothing to cancel")
    evaluation.refresh_from_db()
    assert evaluation.status == "succeeded"


def test_nobody_stops_somebody_elses(alice, bob, bob_token):
    private = make_evaluation(make_project(alice), status="running")
    assert_problem(Api(bob_token).post(path_of(private)), 404, "not_found")
    public = make_evaluation(make_project(alice, title="Open", visibility="public"), published=True)
    assert_problem(Api(bob_token).post(path_of(public)), 403, "not_yours")


def test_a_stranger_and_a_read_token_stop_nothing(alice):
    evaluation = make_evaluation(make_project(alice), status="running")
    _, secret = create_token(owner=alice, name="reader")
    assert_problem(Api().post(path_of(evaluation)), 401, "not_authenticated")
    assert_problem(Api(secret).post(path_of(evaluation)), 403, "insufficient_scope")
    evaluation.refresh_from_db()
    assert evaluation.status == "running"
