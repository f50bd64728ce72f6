"""Messages that wait to be sent. The database is the truth, the queue only says that there is something."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from evaluations.launch import messages_in, send
from evaluations.models import Evaluation
from portfolio.webhook_models import Webhook, WebhookDelivery
from portfolio.webhooks.payload import message_body, tell_evaluation, tell_project
from projects.models import Learner, Project

QUEUE = "webhooks"
TASK = "portfolio.deliver_webhook"
# Pauses after the first, the second, … try that failed; one try more than there are pauses.
PAUSES_SECONDS = (10, 60, 300, 1800, 7200, 21600, 43200)
TRIES_MAX = len(PAUSES_SECONDS) + 1
KEPT = timedelta(days=30)
SENT_AT_ONCE, WAITING_MAX = 100, 500

State = WebhookDelivery.State


def pause_after(tries: int) -> timedelta:
    """Growing, and for each message a little different, so that a receiver that comes back is not overrun."""
    return timedelta(seconds=PAUSES_SECONDS[tries - 1] * random.uniform(0.8, 1.2))  # noqa: S311


def record(owner: Learner, event: str, tell: Callable[[], dict[str, Any]]) -> list[WebhookDelivery]:
    """A row for each webhook of the owner's that wants the event. One query where there is none.

    Paused ones get theirs too: they wait until the owner goes on.
    """
    wanted = [hook for hook in owner.webhooks.all() if not hook.events or event in hook.events]
    if not wanted:
        return []
    now = timezone.now()
    body = message_body(event, now, tell())
    rows = [WebhookDelivery(webhook=hook, event=event, body=body, next_try_at=now) for hook in wanted]
    WebhookDelivery.objects.bulk_create(rows)
    for row in rows:
        launch(row)
    return rows


def record_evaluation(evaluation: Evaluation) -> None:
    """Its end, in the transaction in which it ends."""
    event = f"evaluation.{evaluation.status}"
    record(evaluation.project.owner, event, lambda: tell_evaluation(evaluation))


def record_project(project: Project, event: str) -> None:
    record(project.owner, event, lambda: tell_project(project))


def launch(row: WebhookDelivery) -> None:
    """Once the current transaction is committed."""
    if row.webhook.is_active:
        transaction.on_commit(lambda: send(TASK, str(row.pk)))


def due() -> Any:
    """What may be sent now: of active webhooks whose owner has no message on its way."""
    now = timezone.now()
    busy = Webhook.objects.filter(busy_until__gt=now).values("owner")
    rows = WebhookDelivery.objects.filter(state=State.PENDING, next_try_at__lte=now)
    return rows.filter(webhook__is_active=True).exclude(webhook__owner__in=busy).order_by("next_try_at")


def launch_next(owner: Learner) -> None:
    """The owner's oldest message that is due, now that the one before is done."""
    row = due().filter(webhook__owner=owner).first()
    if row is not None:
        launch(row)


def sweep() -> int:
    """Launch what is due and was lost or had to wait, one for each learner; forget what is old."""
    old = Q(state__in=[State.DELIVERED, State.FAILED]) | Q(webhook__is_active=False)
    WebhookDelivery.objects.filter(old, created_at__lt=timezone.now() - KEPT).delete()
    waiting = messages_in(QUEUE)
    if waiting is None or waiting > WAITING_MAX:
        return 0
    first: dict[int, WebhookDelivery] = {}
    for row in due().select_related("webhook").defer("body")[: 10 * SENT_AT_ONCE]:
        first.setdefault(row.webhook.owner_id, row)
    chosen = list(first.values())[:SENT_AT_ONCE]
    for row in chosen:
        launch(row)
    return len(chosen)
