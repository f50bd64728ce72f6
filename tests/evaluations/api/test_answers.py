"""Answering an issue through the API, and publishing with answers."""

from __future__ import annotations

import pytest

from evaluations.models import LockboxOpening
from tests.evaluations.test_answers import WHY, add_issue
from tests.factories import make_evaluation, make_project
from tests.portfolio.test_services import MANY_ROWS

pytestmark = pytest.mark.django_db
PUBLISH = "/api/v1/projects/alice/which-flower-is-it/publish/"


def address(evaluation, code="FF401"):
    return f"/api/v1/evaluations/{evaluation.pk}/checks/{code}/answer/"


@pytest.fixture
def call(client, alice_token):
    def send(method, path, body=None, token=alice_token):
        headers = {"Authorization": f"Bearer {token}"}
        return client.generic(method, path, body or "", content_type="application/json", headers=headers)

    return send


@pytest.fixture
def evaluation(alice):
    return add_issue(make_evaluation(make_project(alice, csv=MANY_ROWS)))


def test_an_answer_is_given_read_and_taken_back(call, evaluation):
    said = call("PUT", address(evaluation), f'{{"reason": "{WHY}"}}')
    assert said.status_code == 200
    assert (said.json()["kind"], said.json()["reason"], said.json()["fixed_by"]) == ("accepted", WHY, None)
    document = call("GET", f"/api/v1/evaluations/{evaluation.pk}/").json()
    answers = {check["code"]: check["answer"] for check in document["checks"]}
    assert answers["FF401"]["reason"] == WHY
    assert answers["FF101"] is None
    assert call("DELETE", address(evaluation)).status_code == 204
    assert call("DELETE", address(evaluation, "FF999")).status_code == 404


def test_what_is_no_answer_is_named(call, evaluation):
    short = call("PUT", address(evaluation), '{"reason": "ok"}')
    assert (short.status_code, short.json()["code"]) == (422, "bad_reason")
    early = call("PUT", address(evaluation), '{"kind": "fixed"}')
    assert (early.status_code, early.json()["code"]) == (409, "not_repaired")


def test_nobody_else_answers(call, bob_token, evaluation):
    answer = call("PUT", address(evaluation), f'{{"reason": "{WHY}"}}', token=bob_token)
    assert answer.status_code == 404


def test_publishing_asks_for_an_answer_to_every_open_issue(call, evaluation):
    refused = call("POST", PUBLISH, "{}")
    assert (refused.status_code, refused.json()["code"]) == (409, "unanswered_issues")
    assert "FF401 (Repeated rows)" in refused.json()["detail"]
    assert not LockboxOpening.objects.exists()
    told = call("POST", PUBLISH, f'{{"answers": {{"FF401": "{WHY}"}}}}')
    assert told.status_code == 200
    assert told.json()["published"]["published_version"] == 1
    assert LockboxOpening.objects.count() == 1
    assert call("DELETE", address(evaluation)).json()["code"] == "answer_is_public"


def test_a_guess_may_carry_its_certainty(call, alice):
    make_project(alice)
    start = "/api/v1/projects/alice/which-flower-is-it/evaluations/"
    for wrong in ('{"certainty": 80}', '{"guess": 0.8, "certainty": 100}', '{"guess": 0.8, "certainty": 49}'):
        assert call("POST", start, wrong).status_code == 422, wrong
    begun = call("POST", start, '{"guess": 0.8, "certainty": 80}').json()
    document = call("GET", f"/api/v1/evaluations/{begun['id']}/").json()
    assert (document["guess"], document["certainty"]) == (0.8, 80)
