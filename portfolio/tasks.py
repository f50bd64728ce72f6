"""Celery's side of the public face."""

from __future__ import annotations

import uuid

from celery import shared_task

from evaluations.sweep import is_first_lately
from portfolio import facets
from portfolio.webhooks import outbox
from portfolio.webhooks.delivery import deliver


@shared_task(name=outbox.TASK)
def deliver_webhook(pk: str) -> None:
    deliver(uuid.UUID(pk))


@shared_task(name="portfolio.sweep")
def sweep() -> None:
    if is_first_lately("portfolio.sweep"):
        outbox.sweep()
        facets.recount()
