from __future__ import annotations

import pytest

from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project

PATH = "/projects/alice/which-flower-is-it/"


@pytest.fixture(autouse=True)
def project(alice):
    return make_project(alice)


def test_changes_the_words_and_keeps_the_address(alice_token, project):
    body = {"title": "Flowers", "question": "", "writeup": "# What I learnt\n\n<script>alert(1)</script>\n"}
    answer = Api(alice_token).patch(PATH, body)
    assert answer.status_code == 200
    assert (answer.json()["title"], answer.json()["question"]) == ("Flowers", "")
    assert answer.json()["writeup"] == body["writeup"]
    assert answer.json()["slug"] == "which-flower-is-it"
    project.refresh_from_db()
    assert "<script>" not in project.writeup_html


def test_what_is_left_out_stays(alice_token, project):
    answer = Api(alice_token).patch(PATH, {"title": "Flowers"})
    assert answer.json()["question"] == project.question != ""


def test_what_was_published_can_be_hidden_and_shown_again(alice_token, project):
    make_evaluation(project)
    Api(alice_token).post(f"{PATH}publish/")
    Api(alice_token).patch(PATH, {"visibility": "private"})
    assert_problem(Api().get(PATH), 404, "not_found")
    Api(alice_token).patch(PATH, {"visibility": "unlisted"})
    assert Api().get(PATH).status_code == 200


def test_what_was_never_published_cannot_be_shown_and_nothing_else_changes(alice_token, project):
    answer = Api(alice_token).patch(PATH, {"title": "Changed", "visibility": "public"})
    assert_problem(answer, 409, "not_published", "Publish an evaluation first")
    project.refresh_from_db()
    assert (project.title, project.visibility) == ("Which flower is it?", "private")


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"title": " "}, "bad_input", "title"),
        ({"visibility": "hidden"}, "bad_input", "visibility"),
        ({"writeup": "x" * 50_001}, "writeup_too_long", "writeup"),
        ({"writeup": "\0"}, "bad_input", "writeup"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(alice_token, body, code, field):
    problem = assert_problem(Api(alice_token).patch(PATH, body), 422, code)
    assert [error["field"] for error in problem["errors"]] == [field]


def test_nobody_else_changes_it(alice, bob_token, project):
    assert_problem(Api(bob_token).patch(PATH, {"title": "Mine"}), 404, "not_found")
    make_project(alice, title="Open", visibility="public")
    assert_problem(Api(bob_token).patch("/projects/alice/open/", {"title": "Mine"}), 403, "not_yours")


def test_a_stranger_and_a_read_token_change_nothing(alice):
    _, secret = create_token(owner=alice, name="reader")
    assert_problem(Api().patch(PATH, {"title": "Mine"}), 401, "not_authenticated")
    assert_problem(Api(secret).patch(PATH, {"title": "Mine"}), 403, "insufficient_scope")


def test_the_number_of_queries_is_small(alice_token, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        Api(alice_token).patch(PATH, {"title": "Flowers", "writeup": "Words."})
