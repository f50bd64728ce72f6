"""`/settings/`: what the portfolio says of a learner, and keys for their scripts."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import ApiToken
from projects.tokens import create_token, find_token
from tests.factories import make_evaluation, make_project

SETTINGS, TOKENS = reverse("settings"), reverse("tokens")


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("address", [SETTINGS, TOKENS])
def test_a_stranger_is_sent_to_log_in(address, client, db):
    assert client.get(address).url == f"{reverse('account_login')}?next={address}"


def test_what_is_said_about_a_learner_can_be_changed(alice_client, alice):
    said = {"name": "Alice L.", "about": "Down the <b>hole</b>", "website": "alice.example"}
    answer = alice_client.post(SETTINGS, said, follow=True)
    alice.refresh_from_db()
    assert (alice.name, alice.about, alice.website) == (
        "Alice L.",
        "Down the <b>hole</b>",
        "https://alice.example",
    )
    assert "Saved." in text_of(answer)
    assert "&lt;b&gt;hole" in text_of(answer)


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://alice.example", "not an address"])
def test_a_website_is_an_address_of_the_web(website, alice_client, alice):
    answer = alice_client.post(SETTINGS, {"website": website})
    assert answer.status_code == 422
    assert 'id="id_website_error"' in text_of(answer)
    alice.refresh_from_db()
    assert alice.website == ""


def test_a_secret_is_shown_once_and_works(alice_client, alice):
    made = text_of(alice_client.post(TOKENS, {"name": "laptop", "scope": "write", "lifetime": "90"}))
    secret = re.search(r"<code>(ff_[\w-]{40,})</code>", made)[1]
    token = find_token(secret)
    assert (token.owner, token.name, token.scope) == (alice, "laptop", "write")
    assert 89 <= (token.expires_at - timezone.now()).days <= 90
    assert secret not in text_of(alice_client.get(TOKENS))


def test_the_answer_with_a_secret_is_kept_by_no_cache(alice_client):
    answer = alice_client.post(TOKENS, {"name": "laptop", "scope": "read", "lifetime": "never"})
    assert "no-store" in answer["Cache-Control"]
    assert ApiToken.objects.get().expires_at is None


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "", "scope": "read", "lifetime": "90"},
        {"name": "x" * 61, "scope": "read", "lifetime": "90"},
        {"name": "a", "scope": "admin", "lifetime": "90"},
        {"name": "a", "scope": "read", "lifetime": "1e9"},
    ],
)
def test_a_token_that_cannot_be_is_refused(wanted, alice_client):
    answer = alice_client.post(TOKENS, wanted)
    assert answer.status_code == 422
    assert "field-error" in text_of(answer)
    assert not ApiToken.objects.exists()


def test_tokens_are_listed_with_scope_end_and_last_use(alice_client, alice, bob):
    create_token(owner=alice, name="laptop <i>", scope="read")
    create_token(owner=bob, name="of bob")
    text = text_of(alice_client.get(TOKENS))
    for words in ("laptop &lt;i&gt;", "read only", "no end", "never"):
        assert words in text
    assert "of bob" not in text


def test_a_revoked_token_no_longer_works(alice_client, alice):
    token, secret = create_token(owner=alice, name="laptop")
    answer = alice_client.post(reverse("token_revoke", args=[token.pk]), follow=True)
    assert "Revoked." in text_of(answer)
    assert find_token(secret) is None


def test_nobody_revokes_anothers_token(bob_client, alice):
    token, secret = create_token(owner=alice, name="laptop")
    assert bob_client.post(reverse("token_revoke", args=[token.pk])).status_code == 404
    assert find_token(secret) == token


def test_the_number_of_queries_does_not_grow_with_tokens(alice_client, alice, django_assert_num_queries):
    for number in range(4):
        create_token(owner=alice, name=f"number {number}")
    with django_assert_num_queries(3):  # session, learner, tokens
        alice_client.get(TOKENS)


def test_the_settings_show_how_much_of_ones_quota_is_used(alice_client, alice):
    make_evaluation(make_project(alice), status="queued")
    shown = text_of(alice_client.get(SETTINGS))
    assert "Evaluations in progress</dt> <dd> 1 of 5" in shown
    assert "Data sets</dt> <dd> 1 of 500" in shown
    assert "of 1.0 GB" in shown
    assert shown.count("<progress") == 3
