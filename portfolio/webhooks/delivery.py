"""One message on its way: claimed, signed, sent, and what became of it.

Each learner's messages go one after the other, so a receiver that is slow holds up its owner alone.
"""

from __future__ import annotations

import logging
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portfolio.webhook_models import Webhook, WebhookDelivery
from portfolio.webhooks import outbox
from portfolio.webhooks.secret import SecretLost, restore_key, sign
from portfolio.webhooks.sending import Outcome, post
from projects.services import hold

logger = logging.getLogger(__name__)

BUSY_FOR = timedelta(seconds=60)
PAUSED_AFTER_FAILURES = 25
ATTEMPTS_KEPT = 20
State = WebhookDelivery.State


def deliver(pk: uuid.UUID) -> None:
    """Try once. Nothing, when it was sent already, is not due, or another of its owner's is on its way."""
    row = claim(pk)
    if row is None:
        return
    try:
        outcome = try_once(row)
    except BaseException:
        Webhook.objects.filter(pk=row.webhook_id).update(busy_until=None)
        raise
    with transaction.atomic():
        note(row, outcome)
        outbox.launch_next(row.webhook.owner)


def claim(pk: uuid.UUID) -> WebhookDelivery | None:
    now = timezone.now()
    pending = WebhookDelivery.objects.filter(pk=pk, state=State.PENDING, next_try_at__lte=now)
    row = pending.select_related("webhook__owner").first()
    if row is None or not row.webhook.is_active:
        return None
    with transaction.atomic():
        owner = hold(row.webhook.owner)
        if owner.webhooks.filter(busy_until__gt=now).exists() or not pending.exists():
            return None
        owner.webhooks.filter(pk=row.webhook_id).update(busy_until=now + BUSY_FOR)
    return row


def try_once(row: WebhookDelivery) -> Outcome:
    now = timezone.now()
    try:
        keys = keys_of(row.webhook, now)
    except SecretLost:
        return Outcome(None, 0.0, "Its secret was lost with a change of the site's key: make a new one.")
    body = row.body.encode()
    name, timestamp = f"msg_{row.pk.hex}", int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Firstfit-Webhooks/1",
        "webhook-id": name,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(keys, name, timestamp, body),
    }
    return post(row.webhook.url, body, headers)


def keys_of(webhook: Webhook, now: datetime) -> list[bytes]:
    """The secret, and for a while after a rotation the one before."""
    keys = [restore_key(webhook.nonce, webhook.digest)]
    if webhook.old_nonce and webhook.old_until and webhook.old_until > now:
        keys.append(restore_key(webhook.old_nonce, webhook.old_digest))
    return keys


def note(row: WebhookDelivery, outcome: Outcome) -> None:
    """Keep what happened and when to try again; pause a webhook that takes nothing any more."""
    now, tries = timezone.now(), row.tries + 1
    attempt = {
        "at": now.isoformat().replace("+00:00", "Z"),
        "status": outcome.status,
        "seconds": round(outcome.seconds, 3),
        "problem": outcome.problem,
    }
    last = tries >= outbox.TRIES_MAX or outcome.is_gone
    state = State.DELIVERED if outcome.is_delivered else State.FAILED if last else State.PENDING
    WebhookDelivery.objects.filter(pk=row.pk).update(
        state=state,
        tries=tries,
        attempts=[*row.attempts, attempt][-ATTEMPTS_KEPT:],
        answer=outcome.answer,
        next_try_at=now + outbox.pause_after(tries) if state == State.PENDING else now,
    )
    logger.info("webhook %s: %s", row.pk, outcome.problem or outcome.status)
    note_health(row.webhook, outcome)


def note_health(webhook: Webhook, outcome: Outcome) -> None:
    mine = Webhook.objects.filter(pk=webhook.pk)
    if outcome.is_delivered:
        mine.update(failures=0, busy_until=None)
        return
    mine.update(failures=F("failures") + 1, busy_until=None)
    tired = mine.filter(failures__gte=PAUSED_AFTER_FAILURES, is_active=True)
    if outcome.is_gone:
        pause(mine, "The receiver answered 410: it wants nothing more.")
    elif tired.exists():
        pause(tired, f"{PAUSED_AFTER_FAILURES} tries in a row failed, the last one so: {outcome.problem}")


def pause(webhooks: object, reason: str) -> None:
    webhooks.update(is_active=False, paused_because=reason[:300])  # type: ignore[attr-defined]
