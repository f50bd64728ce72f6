from __future__ import annotations

from projects.models import ApiToken
from tests.api_contract import Api, assert_problem


def test_a_revoked_token_opens_nothing_any_more(alice, alice_token):
    assert Api(alice_token).delete(f"/tokens/{alice.api_tokens.get().pk}/").status_code == 204
    assert_problem(Api(alice_token).get("/me/"), 401, "invalid_token")


def test_somebody_elses_token_is_not_found(alice_token, bob_token, bob):
    response = Api(alice_token).delete(f"/tokens/{bob.api_tokens.get().pk}/")
    assert_problem(response, 404, "not_found")
    assert ApiToken.objects.count() == 2


def test_a_stranger_revokes_none(bob_token, bob):
    assert_problem(Api().delete(f"/tokens/{bob.api_tokens.get().pk}/"), 401, "not_authenticated")


def test_a_number_beyond_all_is_not_found(alice_token):
    assert_problem(Api(alice_token).delete(f"/tokens/{10**30}/"), 404, "not_found")
