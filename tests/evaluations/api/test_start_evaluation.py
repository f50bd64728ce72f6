from __future__ import annotations

import pytest

from evaluations.models import Evaluation
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project, make_script

PATH = "/projects/alice/which-flower-is-it/evaluations/"


@pytest.fixture(autouse=True)
def project(alice):
    return make_project(alice)


def test_starts_one_of_a_script_with_a_guess(alice_token, project):
    make_script(project)
    answer = Api(alice_token).post(PATH, {"script": 1, "guess": 0.75})
    assert answer.status_code == 202
    assert answer["Location"] == answer.json()["api_url"]
    evaluation = Evaluation.objects.get(pk=answer.json()["id"])
    assert (evaluation.script.version, evaluation.guess, evaluation.status) == (1, 0.75, "queued")


def test_without_a_script_the_standard_pipelines_are_measured(alice_token, project):
    make_script(project)
    assert Api(alice_token).post(PATH, {}).status_code == 202
    assert Evaluation.objects.get().script is None


def test_one_that_is_in_progress_for_the_same_code_is_the_answer(alice_token):
    first, second = (Api(alice_token).post(PATH, {}).json() for _ in range(2))
    assert first["id"] == second["id"]


def test_a_version_that_is_not_there_is_named(alice_token, project):
    answer = Api(alice_token).post(PATH, {"script": 3})
    problem = assert_problem(answer, 422, "no_such_script", "version 3", "Upload one first")
    assert problem["errors"][0]["field"] == "script"
    make_script(project)
    assert_problem(Api(alice_token).post(PATH, {"script": 3}), 422, "no_such_script", "newest is version 1")


@pytest.mark.parametrize("body", [{"guess": 80}, {"guess": "much"}, {"script": "one"}, {"script": -1}])
def test_a_field_that_cannot_be_used_is_named(alice_token, body):
    answer = Api(alice_token).post(PATH, body)
    problem = assert_problem(answer, 422, answer.json()["code"])
    assert [error["field"] for error in problem["errors"]] == list(body)
    assert not Evaluation.objects.exists()


def test_to_others_a_private_project_is_not_there(bob_token):
    assert_problem(Api(bob_token).post(PATH, {}), 404, "not_found")


def test_nobody_starts_one_of_somebody_elses_public_project(alice, bob_token):
    make_project(alice, title="In public", visibility="public")
    assert_problem(Api(bob_token).post("/projects/alice/in-public/evaluations/", {}), 403, "not_yours")


def test_a_stranger_and_a_read_token_start_nothing(alice):
    assert_problem(Api().post(PATH, {}), 401, "not_authenticated")
    _, secret = create_token(owner=alice, name="reader")
    assert_problem(Api(secret).post(PATH, {}), 403, "insufficient_scope")
    assert not Evaluation.objects.exists()


def test_who_has_five_in_progress_waits(alice, alice_token, project, settings):
    for _ in range(settings.LIMITS.active_evaluations_per_learner):
        make_evaluation(project, status="running", script=make_script(project))
    answer = Api(alice_token).post(PATH, {})
    assert_problem(answer, 429, "evaluation_quota", "cancel one")


def test_the_number_of_queries_is_small(alice_token, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        Api(alice_token).post(PATH, {})
