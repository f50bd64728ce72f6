"""From an event to a receiver that checks the signature; and what becomes of what is not taken."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations import lifecycle
from evaluations.core.reason import Reason
from evaluations.services import cancel_evaluation
from portfolio.services import publish, unpublish
from portfolio.webhook_models import Webhook, WebhookDelivery
from portfolio.webhooks import outbox
from portfolio.webhooks.delivery import PAUSED_AFTER_FAILURES, deliver
from portfolio.webhooks.services import change_webhook, create_webhook, redeliver, rotate_secret, send_test
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db


def verify(secret: str, headers: dict[str, str], body: bytes) -> bool:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return right in headers["webhook-signature"].split()


def only(webhook: Webhook) -> WebhookDelivery:
    return webhook.deliveries.get()


def again_now(row: WebhookDelivery) -> None:
    WebhookDelivery.objects.filter(pk=row.pk).update(next_try_at=timezone.now())


def test_an_end_is_told_with_the_documents_of_the_api_and_a_signature(alice, receiver):
    webhook, secret = create_webhook(owner=alice, url=receiver.url)
    evaluation = make_evaluation(make_project(alice), status="running", launches=1)
    lifecycle.succeed(evaluation.pk, 1, report=evaluation.report, environment={})
    row = only(webhook)
    deliver(row.pk)
    headers, body = receiver.got[0]
    told = json.loads(body)
    assert told["type"] == "evaluation.succeeded"
    assert told["data"]["evaluation"]["id"] == str(evaluation.pk)
    assert told["data"]["evaluation"]["status"] == "succeeded"
    assert headers["webhook-id"] == f"msg_{row.pk.hex}"
    assert headers["host"].startswith("127.0.0.1:")
    assert verify(secret, headers, body)
    assert not verify(secret, headers, body + b" ")
    row.refresh_from_db()
    assert (row.state, row.tries, row.attempts[0]["status"]) == ("delivered", 1, 200)


def test_each_end_has_its_event_and_only_the_first_one_counts(alice, webhook):
    project = make_project(alice)
    failed, cancelled = (make_evaluation(project, status="queued") for _ in range(2))
    for _ in range(2):
        lifecycle.fail(failed.pk, None, Reason(code="crash", message="It crashed."))
        lifecycle.cancel(cancelled.pk)
    assert sorted(webhook.deliveries.values_list("event", flat=True)) == [
        "evaluation.cancelled",
        "evaluation.failed",
    ]


def test_publishing_is_told_once_and_so_is_its_end(alice, webhook):
    project = make_project(alice)
    make_evaluation(project)
    for _ in range(2):
        shown = publish(project=project)
    unpublish(shown)
    unpublish(shown)
    events = list(webhook.deliveries.order_by("created_at").values_list("event", flat=True))
    assert events == ["project.published", "project.unpublished"]
    told = json.loads(webhook.deliveries.get(event="project.published").body)
    assert told["data"]["project"]["visibility"] == "public"


def test_only_what_was_asked_for_is_told_and_only_to_the_owner(alice, bob, receiver):
    wanted = create_webhook(owner=alice, url=receiver.url, events=["project.published"])[0]
    others = create_webhook(owner=bob, url=receiver.url)[0]
    cancel_evaluation(make_evaluation(make_project(alice), status="queued"))
    assert not wanted.deliveries.exists()
    assert not others.deliveries.exists()


def test_it_is_sent_after_the_commit_to_a_queue_of_its_own(
    alice, webhook, django_capture_on_commit_callbacks, monkeypatch
):
    sent = []
    monkeypatch.setattr(outbox, "send", lambda *told: sent.append(told))
    with django_capture_on_commit_callbacks(execute=True):
        cancel_evaluation(make_evaluation(make_project(alice), status="queued"))
        assert not sent
    assert sent == [("portfolio.deliver_webhook", str(only(webhook).pk))]


def test_a_failed_try_is_made_again_later_and_later_and_then_given_up(webhook, receiver):
    receiver.status, pauses = 503, []
    row = send_test(webhook)
    for _ in range(outbox.TRIES_MAX):
        deliver(row.pk)
        row.refresh_from_db()
        pauses.append((row.next_try_at - timezone.now()).total_seconds())
        deliver(row.pk)  # too early: nothing happens
        again_now(row)
    assert len(receiver.got) == outbox.TRIES_MAX
    assert (row.state, row.tries, len(row.attempts)) == ("failed", outbox.TRIES_MAX, outbox.TRIES_MAX)
    for pause, planned in zip(pauses, outbox.PAUSES_SECONDS, strict=False):
        assert 0.75 * planned < pause < 1.25 * planned
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


def test_sent_again_it_is_the_same_message(webhook, receiver):
    row = send_test(webhook)
    deliver(row.pk)
    row.refresh_from_db()
    deliver(redeliver(row).pk)
    (first, one), (second, other) = receiver.got
    assert one == other
    assert first["webhook-id"] == second["webhook-id"]
    row.refresh_from_db()
    assert (row.state, len(row.attempts)) == ("delivered", 2)


def test_too_many_failures_pause_it_with_the_reason(webhook, receiver):
    receiver.status = 500
    Webhook.objects.update(failures=PAUSED_AFTER_FAILURES - 1)
    deliver(send_test(webhook).pk)
    webhook.refresh_from_db()
    assert not webhook.is_active
    assert "It answered 500." in webhook.paused_because


def test_410_pauses_it_at_once(webhook, receiver):
    receiver.status = 410
    row = send_test(webhook)
    deliver(row.pk)
    webhook.refresh_from_db()
    row.refresh_from_db()
    assert (webhook.is_active, row.state) == (False, "failed")


def test_what_happens_in_a_pause_waits_and_then_is_sent(alice, webhook, receiver):
    change_webhook(webhook, is_active=False)
    cancel_evaluation(make_evaluation(make_project(alice), status="queued"))
    row = only(webhook)
    deliver(row.pk)
    assert not receiver.got
    change_webhook(webhook, is_active=True)
    deliver(row.pk)
    assert len(receiver.got) == 1


def test_after_a_rotation_both_secrets_verify_for_a_day(alice, receiver):
    webhook, old = create_webhook(owner=alice, url=receiver.url)
    new = rotate_secret(webhook)
    deliver(send_test(webhook).pk)
    assert verify(old, *receiver.got[0])
    assert verify(new, *receiver.got[0])
    Webhook.objects.update(old_until=timezone.now() - timedelta(seconds=1))
    deliver(redeliver(webhook.deliveries.get()).pk)
    assert not verify(old, *receiver.got[1])
    assert verify(new, *receiver.got[1])


def test_a_lost_key_of_the_site_is_a_sentence_and_nothing_is_sent(webhook, receiver, settings):
    row = send_test(webhook)
    settings.SECRET_KEY = "another"
    deliver(row.pk)
    row.refresh_from_db()
    assert "make a new one" in row.attempts[0]["problem"]
    assert not receiver.got


def test_one_message_of_a_learner_at_a_time(alice, webhook, receiver):
    other = create_webhook(owner=alice, url=receiver.url)[0]
    Webhook.objects.filter(pk=other.pk).update(busy_until=timezone.now() + timedelta(seconds=60))
    row = send_test(webhook)
    deliver(row.pk)
    assert not receiver.got
    assert not outbox.due().exists()
    Webhook.objects.update(busy_until=timezone.now() - timedelta(seconds=1))  # whoever had it has died
    deliver(row.pk)
    assert len(receiver.got) == 1


def test_the_sweep_sends_what_the_queue_has_lost_and_forgets_what_is_old(
    alice, bob, webhook, receiver, django_capture_on_commit_callbacks, monkeypatch
):
    sent = []
    monkeypatch.setattr(outbox, "send", lambda *told: sent.append(told[1]))
    theirs = send_test(create_webhook(owner=bob, url=receiver.url)[0])
    lost = send_test(webhook)
    second = WebhookDelivery.objects.create(webhook=webhook, event="e", body="{}", next_try_at=timezone.now())
    old = WebhookDelivery.objects.create(
        webhook=webhook, event="e", body="{}", state="delivered", next_try_at=timezone.now()
    )
    WebhookDelivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert outbox.sweep() == 2
    assert sent == [str(theirs.pk), str(lost.pk)]
    assert set(webhook.deliveries.all()) == {lost, second}


def test_who_has_no_webhook_costs_one_query(alice, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert outbox.record(alice, "project.published", dict) == []
