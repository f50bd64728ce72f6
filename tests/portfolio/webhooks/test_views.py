"""`/settings/webhooks/`: made, changed, paused, tested, deleted; and what became of each message."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portfolio.webhook_models import Webhook
from portfolio.webhooks.delivery import deliver
from portfolio.webhooks.services import create_webhook, send_test

LIST = reverse("webhooks")


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def pages_of(webhook) -> list[str]:
    row = webhook.deliveries.first() or send_test(webhook)
    return [
        reverse("webhook", args=[webhook.pk]),
        reverse("webhook_delete", args=[webhook.pk]),
        reverse("webhook_delivery", args=[webhook.pk, row.pk]),
    ]


def posts_of(webhook) -> list[str]:
    row = webhook.deliveries.first() or send_test(webhook)
    named = [reverse(f"webhook_{act}", args=[webhook.pk]) for act in ("pause", "secret", "test", "delete")]
    return [
        *named,
        reverse("webhook", args=[webhook.pk]),
        reverse("webhook_redeliver", args=[webhook.pk, row.pk]),
    ]


def test_a_stranger_is_sent_to_log_in(client, db):
    assert client.get(LIST).url == f"{reverse('account_login')}?next={LIST}"


def test_somebody_elses_is_not_there(bob_client, webhook):
    assert [bob_client.get(page).status_code for page in pages_of(webhook)] == [404] * 3
    assert [bob_client.post(address).status_code for address in posts_of(webhook)] == [404] * 6
    assert Webhook.objects.get(pk=webhook.pk).is_active


def test_the_secret_is_shown_once(alice_client, alice):
    made = alice_client.post(LIST, {"url": "https://example.org/hook", "events": ["project.published"]})
    secret = re.search(r"<code>(whsec_[\w+/=]{44})</code>", text_of(made))[1]
    assert "no-store" in made["Cache-Control"]
    webhook = alice.webhooks.get()
    assert webhook.events == ["project.published"]
    assert secret not in text_of(alice_client.get(LIST))
    rotated = alice_client.post(reverse("webhook_secret", args=[webhook.pk]))
    again = re.search(r"<code>(whsec_[\w+/=]{44})</code>", text_of(rotated))[1]
    assert again != secret
    assert again not in text_of(alice_client.get(reverse("webhook", args=[webhook.pk])))


@pytest.mark.parametrize("url", ["http://example.org/", "https://10.0.0.1/", "https://localhost/", "x"])
def test_what_cannot_be_sent_to_is_said_beside_the_field(url, alice_client, alice, settings):
    settings.WEBHOOK_LOOPBACK = False
    answer = alice_client.post(LIST, {"url": url})
    assert answer.status_code == 422
    assert 'id="id_url_error"' in text_of(answer)
    assert not alice.webhooks.exists()


def test_it_is_changed_paused_and_goes_on(alice_client, webhook):
    page = reverse("webhook", args=[webhook.pk])
    alice_client.post(page, {"url": "https://example.org/new", "events": ["evaluation.failed"]})
    alice_client.post(reverse("webhook_pause", args=[webhook.pk]), {"active": "no"})
    webhook.refresh_from_db()
    assert (webhook.url, webhook.events, webhook.is_active) == (
        "https://example.org/new",
        ["evaluation.failed"],
        False,
    )
    assert "Paused. You paused it." in text_of(alice_client.get(page))
    alice_client.post(reverse("webhook_pause", args=[webhook.pk]), {"active": "yes"})
    webhook.refresh_from_db()
    assert webhook.is_active


def test_a_test_shows_what_the_receiver_answered_and_is_sent_again(alice_client, webhook, receiver):
    receiver.status, receiver.answer = 500, b"<b>broken</b>"
    alice_client.post(reverse("webhook_test", args=[webhook.pk]))
    row = webhook.deliveries.get()
    assert "A test is on its way already." in text_of(
        alice_client.post(reverse("webhook_test", args=[webhook.pk]), follow=True)
    )
    deliver(row.pk)
    page = text_of(alice_client.get(reverse("webhook", args=[webhook.pk])))
    assert "The last try failed." in page
    shown = text_of(alice_client.get(reverse("webhook_delivery", args=[webhook.pk, row.pk])))
    assert "It answered 500." in shown
    assert "&lt;b&gt;broken" in shown
    assert "Firstfit reaches you." in shown
    receiver.status = 200
    alice_client.post(reverse("webhook_redeliver", args=[webhook.pk, row.pk]))
    deliver(row.pk)
    row.refresh_from_db()
    assert row.state == "delivered"


def test_deleting_asks_first(alice_client, webhook):
    address = reverse("webhook_delete", args=[webhook.pk])
    assert alice_client.get(address).status_code == 200
    assert Webhook.objects.filter(pk=webhook.pk).exists()
    alice_client.post(address)
    assert not Webhook.objects.exists()


def test_the_pages_take_as_many_queries_for_many_as_for_few(alice, alice_client, receiver, webhook):
    def queries(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            alice_client.get(address)
        return len(asked)

    send_test(webhook)
    page = reverse("webhook", args=[webhook.pk])
    before = queries(LIST), queries(page)
    for _ in range(4):
        send_test(create_webhook(owner=alice, url=receiver.url)[0])
        webhook.deliveries.create(event="e", body="{}", next_try_at=webhook.created_at)
    assert (queries(LIST), queries(page)) == before
