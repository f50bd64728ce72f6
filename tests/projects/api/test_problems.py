"""Every error below /api/ is a problem document, whoever raises it."""

from __future__ import annotations

import pytest
from django.test import Client

from projects.api.me import Me
from tests.api_contract import Api, assert_problem


def test_an_address_that_is_none_is_answered_as_a_problem(db):
    assert_problem(
        Client().get("/api/v1/nothing/here/"), 404, "not_found", "There is nothing at this address"
    )


def test_a_forgotten_slash_is_added_for_reading(db):
    response = Client().get("/api/v1/projects?q=iris")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/projects/?q=iris"


def test_a_forgotten_slash_is_pointed_out_for_writing(db):
    assert_problem(
        Client().post("/api/v1/push", {}),
        404,
        "not_found",
        "send POST to /api/v1/push/ instead",
    )


def test_no_token_is_401_with_a_challenge(db):
    response = Api().get("/me/")
    assert_problem(response, 401, "not_authenticated", "Authorization: Bearer")
    assert response["WWW-Authenticate"] == 'Bearer realm="Firstfit"'


def test_an_unknown_token_is_401_even_for_what_is_public(db):
    response = Api("ff_wrong").get("/projects/")
    assert_problem(response, 401, "invalid_token", "not known", "/settings/tokens/")
    assert 'error="invalid_token"' in response["WWW-Authenticate"]


def test_a_token_that_is_not_ascii_is_401(db):
    assert_problem(Api("é").get("/projects/"), 401, "invalid_token")


def test_a_method_that_is_not_possible_is_405_and_names_the_possible_ones(alice_token):
    response = Api(alice_token).client.put("/api/v1/me/", headers={"authorization": f"Bearer {alice_token}"})
    assert_problem(response, 405, "method_not_allowed", "PUT")
    assert "GET" in response["Allow"]


def test_accepting_no_json_is_406(db):
    assert_problem(Api().get("/projects/", accept="image/png"), 406, "not_acceptable", "Accept")


def test_a_body_in_another_format_is_415(alice_token):
    response = Api(alice_token).send("POST", "/projects/", data="<project/>", content_type="application/xml")
    assert_problem(response, 415, "unsupported_media_type", "application/xml")


@pytest.mark.parametrize("body", ["{", "{'target': 1}", '{"guess": NaN}', "\x00", "[" * 100_000])
def test_broken_json_is_400(alice_token, body):
    response = Api(alice_token).send("POST", "/projects/", data=body, content_type="application/json")
    assert_problem(response, 400, "malformed")


def test_json_that_is_no_object_is_422(alice_token):
    assert_problem(Api(alice_token).post("/projects/", [1, 2]), 422, "bad_input", "dictionary")


def test_endless_json_is_refused_before_it_is_parsed(alice_token):
    body = '{"title": "' + "x" * (3 * 2**20) + '"}'
    response = Api(alice_token).send("POST", "/projects/", data=body, content_type="application/json")
    assert_problem(response, 413, "too_large", "2 MB")


def test_a_form_field_that_is_too_large_is_413(alice_token):
    response = Api(alice_token).form("/push/", {"target": "x" * (3 * 2**20)})
    assert_problem(response, 413, "too_large")


def test_a_broken_form_is_400(alice_token):
    response = Api(alice_token).send("POST", "/push/", data=b"--a\r\n", content_type="multipart/form-data")
    assert_problem(response, 400, "malformed")


def test_missing_fields_are_named_with_what_to_do(alice_token):
    problem = assert_problem(Api(alice_token).form("/push/", {}), 422, "bad_input", "curl -F data=@name")
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [
        ("data", "required"),
        ("target", "required"),
    ]
    assert problem["errors"][1]["message"] == "“target” is missing: send it with the request."


def test_text_where_a_file_is_expected_is_said_so(alice_token):
    response = Api(alice_token).form("/push/", {"data": "a,b\n1,2\n", "target": "b"})
    assert_problem(response, 422, "bad_input", "“data” has to be a file")


def test_our_own_fault_is_500_without_its_details(db, monkeypatch):
    def broken(self, request):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Me, "get", broken)
    response = Api().client.get("/api/v1/me/")
    assert_problem(response, 401, "not_authenticated")
    monkeypatch.setattr(Me, "permission_classes", [])
    response = Api().client.get("/api/v1/me/")
    problem = assert_problem(response, 500, "server_error")
    assert "secret" not in problem["detail"]


def test_a_browsers_session_needs_its_csrf_token_to_write(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    response = client.post("/api/v1/projects/", {}, content_type="application/json")
    assert_problem(response, 403, "not_allowed", "CSRF")
