"""What an owner does with a webhook."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from portfolio.webhook_models import Webhook, WebhookDelivery
from portfolio.webhooks import outbox
from portfolio.webhooks.address import BadAddress, parse
from portfolio.webhooks.events import EVENTS, TEST
from portfolio.webhooks.payload import message_body
from portfolio.webhooks.secret import make_secret
from projects.errors import BadInput, Conflict, NotFound, QuotaReached
from projects.models import Learner
from projects.services import hold

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WEBHOOKS_MAX = 10
BOTH_SECRETS_FOR = timedelta(hours=24)
State = WebhookDelivery.State


def webhook_of(user: Learner | AnonymousUser, pk: int) -> Webhook:
    """Raise ``NotFound`` unless it is the user's own."""
    webhook = Webhook.objects.filter(pk=pk, owner_id=user.pk or 0).select_related("owner").first()
    if webhook is None:
        raise NotFound(f"There is no webhook {pk} of yours.")
    return webhook


def delivery_of(webhook: Webhook, pk: uuid.UUID) -> WebhookDelivery:
    row = webhook.deliveries.filter(pk=pk).first()
    if row is None:
        raise NotFound(f"There is no delivery {pk} of this webhook.")
    row.webhook = webhook
    return row


def check_url(url: str) -> str:
    """Raise ``BadInput`` for an address that nothing may be sent to."""
    url = url.strip()
    try:
        parse(url)
    except BadAddress as error:
        raise BadInput(str(error), code="bad_webhook_url", field="url") from error
    return url


def check_events(events: Sequence[str]) -> list[str]:
    """In the order of the catalogue; empty for all, also those to come."""
    unknown = sorted(set(events) - set(EVENTS))
    if unknown:
        raise BadInput(
            f"There is no event {unknown[0]!r}.", hint=f"Known: {', '.join(EVENTS)}.", field="events"
        )
    return [event for event in EVENTS if event in events]


def create_webhook(*, owner: Learner, url: str, events: Sequence[str] = ()) -> tuple[Webhook, str]:
    """A webhook and its secret, which cannot be had again."""
    url, wanted = check_url(url), check_events(events)
    nonce, digest, secret = make_secret()
    with transaction.atomic():
        hold(owner)
        if owner.webhooks.count() >= WEBHOOKS_MAX:
            raise QuotaReached(
                f"You have {WEBHOOKS_MAX} webhooks, the most that one learner may have.",
                code="webhook_quota",
                hint="Delete one, or change where it leads.",
            )
        made = Webhook.objects.create(owner=owner, url=url, events=wanted, nonce=nonce, digest=digest)
    return made, secret


def change_webhook(
    webhook: Webhook,
    *,
    url: str | None = None,
    events: Sequence[str] | None = None,
    is_active: bool | None = None,
) -> Webhook:
    """What is None stays. What waited while it was paused is sent when it goes on."""
    webhook.url = webhook.url if url is None else check_url(url)
    webhook.events = webhook.events if events is None else check_events(events)
    with transaction.atomic():
        webhook.save(update_fields=["url", "events"])
        if is_active is not None and is_active != webhook.is_active:
            set_active(webhook, is_active)
    return webhook


def set_active(webhook: Webhook, is_active: bool) -> None:
    webhook.is_active = is_active
    webhook.paused_because = "" if is_active else "You paused it."
    webhook.failures = 0
    webhook.save(update_fields=["is_active", "paused_because", "failures"])
    if is_active:
        webhook.deliveries.filter(state=State.PENDING).update(next_try_at=timezone.now())
        outbox.launch_next(webhook.owner)


def rotate_secret(webhook: Webhook) -> str:
    """A new secret. Messages carry the signatures of both for a day."""
    webhook.old_nonce, webhook.old_digest = webhook.nonce, webhook.digest
    webhook.old_until = timezone.now() + BOTH_SECRETS_FOR
    webhook.nonce, webhook.digest, secret = make_secret()
    webhook.save(update_fields=["nonce", "digest", "old_nonce", "old_digest", "old_until"])
    return secret


def delete_webhook(webhook: Webhook) -> None:
    """With its deliveries. One that is on its way may still arrive."""
    webhook.delete()


def send_test(webhook: Webhook) -> WebhookDelivery:
    """A message that says nothing but that it came. Raise ``Conflict`` while another waits."""
    refuse_paused(webhook)
    now = timezone.now()
    with transaction.atomic():
        hold(webhook.owner)
        if webhook.deliveries.filter(event=TEST, state=State.PENDING, tries=0).exists():
            raise Conflict(
                "A test is on its way already.", code="delivery_pending", hint="Look again in a few seconds."
            )
        body = message_body(TEST, now, {"message": "Firstfit reaches you."})
        row = WebhookDelivery.objects.create(webhook=webhook, event=TEST, body=body, next_try_at=now)
        outbox.launch(row)
    return row


def redeliver(row: WebhookDelivery) -> WebhookDelivery:
    """The same message again, with its id and its words, whatever became of it before."""
    refuse_paused(row.webhook)
    with transaction.atomic():
        again = WebhookDelivery.objects.filter(pk=row.pk).exclude(state=State.PENDING, tries=0)
        if not again.update(state=State.PENDING, tries=0, next_try_at=timezone.now()):
            raise Conflict(
                "It is on its way already.", code="delivery_pending", hint="Look again in a few seconds."
            )
        row.refresh_from_db()
        outbox.launch(row)
    return row


def refuse_paused(webhook: Webhook) -> None:
    if not webhook.is_active:
        raise Conflict(
            "This webhook is paused.",
            code="webhook_paused",
            hint="Let it go on first: nothing is sent before.",
        )
