from __future__ import annotations

import pytest

from projects.models import Project
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import HOUSES, make_dataset_version


@pytest.fixture
def asked(alice) -> dict:
    return {"dataset": make_dataset_version(alice).pk, "target": "species", "title": "Which flower?"}


def test_fixes_how_the_question_is_measured(alice_token, asked):
    more = {"metric": "balanced_accuracy", "question": "Can we?"}
    answer = Api(alice_token).post("/projects/", {**asked, **more})
    assert answer.status_code == 201
    project = answer.json()
    assert answer["Location"] == project["api_url"] == "http://testserver/api/v1/projects/alice/which-flower/"
    assert (project["task"], project["metric"], project["visibility"]) == (
        "binary",
        "balanced_accuracy",
        "private",
    )
    assert project["protocol"]["features"] == ["length", "width", "colour"]
    assert project["question"] == "Can we?"
    assert (project["evaluation"], project["evaluations"], project["scripts"]) == (None, [], [])


def test_a_data_set_of_somebody_else_is_not_found(bob, alice_token, asked):
    theirs = make_dataset_version(bob, csv=HOUSES).pk
    answer = Api(alice_token).post("/projects/", {**asked, "dataset": theirs, "target": "price"})
    assert_problem(answer, 404, "not_found")
    assert not Project.objects.exists()


def test_a_stranger_and_a_read_token_make_none(alice, asked):
    _, secret = create_token(owner=alice, name="reader")
    assert_problem(Api().post("/projects/", asked), 401, "not_authenticated")
    assert_problem(Api(secret).post("/projects/", asked), 403, "insufficient_scope")
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"target": "kind"}, "target_missing", "target"),
        ({"task": "regression"}, "bad_task", "task"),
        ({"metric": "rmse"}, "bad_metric", "metric"),
        ({"title": ""}, "bad_input", "title"),
        ({"title": None}, "bad_input", "title"),
        ({"dataset": "mine"}, "bad_input", "dataset"),
        ({"dataset": 10**30}, "bad_input", "dataset"),
        ({"title": "a\ud800"}, "bad_input", "title"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(alice_token, asked, changed, code, field):
    answer = Api(alice_token).post("/projects/", {**asked, **changed})
    problem = assert_problem(answer, 422, code)
    assert [error["field"] for error in problem["errors"]] == [field]
    assert not Project.objects.exists()


def test_the_number_of_queries_is_small(alice_token, asked, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        Api(alice_token).post("/projects/", asked)
