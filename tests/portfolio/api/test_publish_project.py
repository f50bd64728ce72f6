from __future__ import annotations

import pytest

from evaluations.models import Evaluation, LockboxOpening
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project

PATH = "/projects/alice/which-flower-is-it/publish/"


@pytest.fixture
def project(alice):
    return make_project(alice)


def test_pins_the_latest_that_succeeded_and_shows_the_page(alice_token, project):
    make_evaluation(project)
    latest = make_evaluation(project)
    make_evaluation(project, status="failed")
    answer = Api(alice_token).post(PATH)
    assert answer.status_code == 200
    assert answer.json()["visibility"] == "public"
    assert answer.json()["published_at"] is not None
    assert answer.json()["published"]["id"] == str(latest.pk)
    assert Api().get("/projects/alice/which-flower-is-it/").status_code == 200


def test_pins_the_one_that_is_named_as_asked(alice_token, project):
    older, _ = make_evaluation(project), make_evaluation(project)
    answer = Api(alice_token).post(PATH, {"evaluation": str(older.pk), "visibility": "unlisted"})
    assert answer.json()["published"]["id"] == str(older.pk)
    assert answer.json()["visibility"] == "unlisted"
    assert Api().get("/projects/").json()["results"] == []


def test_publishing_the_same_again_is_the_same_version(alice_token, project):
    evaluation = make_evaluation(project)
    for _ in range(2):
        answer = Api(alice_token).post(PATH, {"evaluation": str(evaluation.pk)})
        assert answer.json()["published"]["published_version"] == 1


def test_the_next_one_is_the_next_version(alice_token, project):
    for version in (1, 2):
        make_evaluation(project)
        assert Api(alice_token).post(PATH).json()["published"]["published_version"] == version


def test_the_lockbox_is_opened_where_there_is_one(alice_token, project):
    evaluation = make_evaluation(project)
    Evaluation.objects.update(protocol={**project.protocol, "lockbox_share": 0.2})
    Api(alice_token).post(PATH)
    opening = LockboxOpening.objects.get(evaluation=evaluation)
    assert (opening.pipeline, opening.status) == ("logistic_regression", "opening")


def test_without_a_finished_evaluation_there_is_nothing_to_publish(alice_token, project):
    make_evaluation(project, status="running")
    assert_problem(Api(alice_token).post(PATH), 409, "nothing_to_publish", "wait until it has succeeded")
    project.refresh_from_db()
    assert project.published_at is None


def test_an_evaluation_of_another_project_is_none_of_this(alice, alice_token, project):
    other = make_evaluation(make_project(alice, title="Another"))
    assert_problem(Api(alice_token).post(PATH, {"evaluation": str(other.pk)}), 409, "nothing_to_publish")


@pytest.mark.parametrize(
    ("body", "field"), [({"visibility": "private"}, "visibility"), ({"evaluation": "last"}, "evaluation")]
)
def test_a_field_that_cannot_be_used_is_named(alice_token, project, body, field):
    problem = assert_problem(Api(alice_token).post(PATH, body), 422, "bad_input")
    assert [error["field"] for error in problem["errors"]] == [field]


def test_nobody_else_publishes_it(alice, bob_token, project):
    make_evaluation(project)
    assert_problem(Api(bob_token).post(PATH), 404, "not_found")
    _, secret = create_token(owner=alice, name="reader")
    assert_problem(Api(secret).post(PATH), 403, "insufficient_scope")
    assert_problem(Api().post(PATH), 401, "not_authenticated")
    project.refresh_from_db()
    assert project.visibility == "private"
