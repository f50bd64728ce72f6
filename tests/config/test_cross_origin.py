"""Pages of other sites may read the API, never write and never as a visitor."""

from __future__ import annotations

import pytest

ORIGIN = {"origin": "https://notebook.example"}


def asked(client, method: str):
    headers = {**ORIGIN, "access-control-request-method": method}
    return client.options("/api/v1/projects/", headers=headers)


@pytest.mark.django_db
def test_reading_is_open_to_all_and_shows_what_a_client_needs(client):
    for path in ("/api/v1/projects/", "/api/v1/nothing/", "/api/v1/me/"):
        answer = client.get(path, headers=ORIGIN)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert {"ETag", "Retry-After", "RateLimit"} <= set(
            answer["Access-Control-Expose-Headers"].split(", ")
        )


def test_a_preflight_for_reading_allows_a_token(client):
    answer = asked(client, "GET")
    assert answer.status_code == 204
    assert "Authorization" in answer["Access-Control-Allow-Headers"]
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD"


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_preflight_for_writing_allows_nothing(client, method):
    assert not [name for name in asked(client, method).headers if name.startswith("Access-Control-Allow")]


@pytest.mark.django_db
def test_writing_and_pages_are_not_open(client):
    assert "Access-Control-Allow-Origin" not in client.post("/api/v1/projects/", headers=ORIGIN)
    assert "Access-Control-Allow-Origin" not in client.get("/", headers=ORIGIN)
