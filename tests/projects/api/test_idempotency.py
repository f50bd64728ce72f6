"""The same creating request twice makes one thing, whatever goes wrong between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import ApiToken, Dataset, IdempotencyKey, Project
from tests.api_contract import Api, assert_problem
from tests.factories import make_dataset_version, upload

KEY = {"idempotency_key": "2b0e8a54-5b7c-4d64-8f64-0c6f0a7f7d3a"}


@pytest.fixture
def asked(alice) -> dict:
    version = make_dataset_version(alice)
    return {"dataset": version.pk, "target": "species", "title": "Which flower?"}


def test_a_replay_gives_the_first_answer_and_makes_nothing(alice_token, asked):
    first = Api(alice_token).post("/projects/", asked, **KEY)
    second = Api(alice_token).post("/projects/", asked, **KEY)
    assert first.status_code == second.status_code == 201
    assert second.json() == first.json()
    assert second["Location"] == first["Location"]
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert Project.objects.count() == 1


def test_without_a_key_every_request_makes_something(alice_token, asked):
    slugs = [Api(alice_token).post("/projects/", asked).json()["slug"] for _ in range(2)]
    assert slugs == ["which-flower", "which-flower-2"]


def test_another_body_under_the_same_key_is_refused(alice_token, asked):
    Api(alice_token).post("/projects/", asked, **KEY)
    response = Api(alice_token).post("/projects/", {**asked, "title": "Another"}, **KEY)
    assert_problem(response, 422, "idempotency_key_reused", "new key")
    assert Project.objects.count() == 1


def test_another_learner_may_use_the_same_key(alice_token, bob, bob_token, asked):
    Api(alice_token).post("/projects/", asked, **KEY)
    theirs = {**asked, "dataset": make_dataset_version(bob).pk}
    assert Api(bob_token).post("/projects/", theirs, **KEY).status_code == 201


def test_forms_are_compared_by_their_content_and_not_by_their_boundary(alice_token):
    sent = [
        Api(alice_token).form("/datasets/", {"file": upload("a,b\n1,2\n3,4\n"), "name": "x"}, **KEY)
        for _ in range(2)
    ]
    assert [response.status_code for response in sent] == [201, 201]
    assert sent[0].json() == sent[1].json()
    other = Api(alice_token).form("/datasets/", {"file": upload("a,b\n1,2\n3,5\n"), "name": "x"}, **KEY)
    assert_problem(other, 422, "idempotency_key_reused")
    assert Dataset.objects.count() == 1


def test_while_the_first_is_in_progress_the_second_is_told_to_wait(alice, alice_token, asked):
    Api(alice_token).post("/projects/", asked, **KEY)
    IdempotencyKey.objects.update(status_code=None, body=None)
    response = Api(alice_token).post("/projects/", asked, **KEY)
    assert_problem(response, 409, "idempotency_in_progress", "few seconds")


def test_a_first_request_that_died_is_taken_over(alice_token, asked):
    Api(alice_token).post("/projects/", asked, **KEY)
    long_ago = timezone.now() - timedelta(minutes=5)
    IdempotencyKey.objects.update(status_code=None, body=None, created_at=long_ago)
    assert Api(alice_token).post("/projects/", asked, **KEY).status_code == 201
    assert IdempotencyKey.objects.get().status_code == 201


def test_what_failed_may_be_mended_under_the_same_key(alice_token, asked):
    wrong = Api(alice_token).post("/projects/", {**asked, "target": "nothing"}, **KEY)
    assert_problem(wrong, 422, "target_missing")
    assert Api(alice_token).post("/projects/", asked, **KEY).status_code == 201


def test_keys_are_forgotten_after_a_day(alice_token, asked):
    Api(alice_token).post("/projects/", asked, **KEY)
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert Api(alice_token).post("/projects/", {**asked, "title": "Another"}, **KEY).status_code == 201


@pytest.mark.parametrize("key", [" ", "x" * 201, "näh"])
def test_a_key_that_cannot_be_one_is_refused(alice_token, asked, key):
    response = Api(alice_token).post("/projects/", asked, idempotency_key=key)
    assert_problem(response, 422, "idempotency_key_invalid", "UUID")


def test_a_tokens_secret_is_never_kept(alice_token):
    body = {"name": "laptop", "scope": "read"}
    first = Api(alice_token).post("/tokens/", body, **KEY).json()
    second = Api(alice_token).post("/tokens/", body, **KEY).json()
    assert first["secret"].startswith("ff_")
    assert second == {**first, "secret": None}
    assert first["secret"] not in str(IdempotencyKey.objects.get().body)
    assert ApiToken.objects.filter(name="laptop").count() == 1
