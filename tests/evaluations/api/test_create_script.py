from __future__ import annotations

import pytest

from projects.models import Script
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import FOREST, make_project, upload

PATH = "/projects/alice/which-flower-is-it/scripts/"


@pytest.fixture(autouse=True)
def project(alice):
    return make_project(alice)


def test_each_upload_is_the_next_version(alice_token):
    first = Api(alice_token).form(PATH, {"file": upload(FOREST, "forest.py")})
    second = Api(alice_token).form(PATH, {"file": upload(FOREST + "\n# better\n", "forest.py")})
    assert (first.status_code, second.status_code) == (201, 201)
    assert (first.json()["version"], second.json()["version"]) == (1, 2)
    assert first.json()["form"] == "make_model"
    assert first.json()["lint"] == []


def test_the_same_code_again_is_the_same_version(alice_token):
    for _ in range(2):
        assert Api(alice_token).form(PATH, {"file": upload(FOREST, "forest.py")}).json()["version"] == 1
    assert Script.objects.count() == 1


def test_to_others_a_private_project_is_not_there(bob_token):
    answer = Api(bob_token).form(PATH, {"file": upload(FOREST, "forest.py")})
    assert_problem(answer, 404, "not_found")


def test_nobody_adds_to_somebody_elses_public_project(alice, bob_token):
    make_project(alice, title="In public", visibility="public")
    answer = Api(bob_token).form("/projects/alice/in-public/scripts/", {"file": upload(FOREST, "f.py")})
    assert_problem(answer, 403, "not_yours", "belongs to alice")
    assert not Script.objects.exists()


def test_a_stranger_adds_nothing(db):
    assert_problem(Api().form(PATH, {"file": upload(FOREST, "f.py")}), 401, "not_authenticated")


def test_a_read_token_adds_nothing(alice):
    _, secret = create_token(owner=alice, name="reader")
    assert_problem(Api(secret).form(PATH, {"file": upload(FOREST, "f.py")}), 403, "insufficient_scope")


@pytest.mark.parametrize(
    ("source", "status", "code"),
    [
        ("def make_model(:\n", 422, "syntax_error"),
        ("", 422, "syntax_error"),
        ("reimplements = 'KNearest()'\n" + FOREST, 422, "bad_declaration"),
        ("#" * 70_000, 413, "script_too_large"),
    ],
    ids=["syntax error", "empty", "names no estimator", "too large"],
)
def test_code_that_can_never_run_is_refused_and_not_kept(alice_token, source, status, code):
    answer = Api(alice_token).form(PATH, {"file": upload(source, "mine.py")})
    problem = assert_problem(answer, status, code)
    assert [error["field"] for error in problem["errors"]] == ["file"]
    assert not Script.objects.exists()


def test_the_number_of_queries_is_small(alice_token, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        Api(alice_token).form(PATH, {"file": upload(FOREST, "forest.py")})
