from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from projects.models import ApiToken
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem


def test_the_secret_is_shown_and_works(alice_token):
    answer = Api(alice_token).post("/tokens/", {"name": "notebook", "scope": "write"})
    assert answer.status_code == 201
    me = Api(answer.json()["secret"]).get("/me/").json()
    assert me["token"] == {"name": "notebook", "scope": "write", "expires_at": None}


def test_tokens_may_only_read_unless_asked_for(alice_token):
    assert Api(alice_token).post("/tokens/", {"name": "board"}).json()["scope"] == "read"


def test_a_token_made_with_one_that_runs_out_runs_out_with_it(alice):
    tomorrow = timezone.now() + timedelta(days=1)
    _, secret = create_token(owner=alice, name="short", scope="write", expires_at=tomorrow)
    later = (tomorrow + timedelta(days=300)).isoformat()
    for body in ({"name": "heir"}, {"name": "heir", "expires_at": later}):
        made = Api(secret).post("/tokens/", body).json()
        assert datetime.fromisoformat(made["expires_at"]) == tomorrow


def test_a_read_token_makes_none(alice):
    _, secret = create_token(owner=alice, name="reader")
    response = Api(secret).post("/tokens/", {"name": "writer", "scope": "write"})
    assert_problem(response, 403, "insufficient_scope", "scope “write”")
    assert 'error="insufficient_scope"' in response["WWW-Authenticate"]
    assert ApiToken.objects.count() == 1


def test_a_stranger_makes_none(db):
    assert_problem(Api().post("/tokens/", {"name": "x"}), 401, "not_authenticated")


def test_a_scope_that_is_none_is_named(alice_token):
    response = Api(alice_token).post("/tokens/", {"name": "x", "scope": "admin"})
    assert_problem(response, 422, "bad_input", "“scope”", "admin")


def test_a_nameless_token_is_refused(alice_token):
    assert_problem(Api(alice_token).post("/tokens/", {"name": " "}), 422, "bad_input", "“name”")
