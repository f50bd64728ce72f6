from __future__ import annotations

from projects.tokens import create_token
from tests.api_contract import Api, assert_problem


def test_lists_my_tokens_newest_first_and_no_secret(alice, alice_token, bob):
    create_token(owner=bob, name="of bob")
    _, secret = create_token(owner=alice, name="laptop")
    answer = Api(alice_token).get("/tokens/")
    assert [token["name"] for token in answer.json()["results"]] == ["laptop", "tests"]
    assert secret not in answer.content.decode()
    assert answer.json()["results"][0]["hint"] == secret[:8]


def test_pages_are_linked_both_ways(alice, alice_token):
    for number in range(4):
        create_token(owner=alice, name=f"token {number}")
    first = Api(alice_token).get("/tokens/?page_size=2")
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    path = first.json()["next"].partition("/api/v1")[2]
    second = Api(alice_token).get(path)
    assert [token["name"] for token in second.json()["results"]] == ["token 1", "token 0"]
    assert (
        second["Link"] == f'<{second.json()["next"]}>; rel="next", <{second.json()["previous"]}>; rel="prev"'
    )


def test_a_stranger_sees_none(db):
    assert_problem(Api().get("/tokens/"), 401, "not_authenticated")
