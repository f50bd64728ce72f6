"""Webhooks and deliveries: the documents, what may be sent, and how the OpenAPI document describes both."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from portfolio.webhook_models import Webhook, WebhookDelivery
from portfolio.webhooks.address import LONGEST
from portfolio.webhooks.events import EVENTS
from projects.api.documents import Absolute, show_time
from projects.api.requests import WordsField


class WebhookDocument(serializers.Serializer):
    id = serializers.IntegerField()
    api_url = serializers.URLField()
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.CharField(), help_text="Empty: all, also those to come.")
    active = serializers.BooleanField()
    paused_because = serializers.CharField(help_text="Empty while it is active.")
    failures = serializers.IntegerField(help_text="Tries that failed since one succeeded.")
    created_at = serializers.DateTimeField()


class NewWebhook(WebhookDocument):
    secret = serializers.CharField(
        allow_null=True, help_text="Shown this once; null when the answer is given again."
    )


class Attempt(serializers.Serializer):
    at = serializers.DateTimeField()
    status = serializers.IntegerField(allow_null=True, help_text="Null where nobody answered.")
    seconds = serializers.FloatField()
    problem = serializers.CharField(help_text="Empty where it was taken.")


class DeliveryListed(serializers.Serializer):
    """One message. ``message_id`` is its header ``webhook-id``, the same at every try."""

    id = serializers.UUIDField()
    api_url = serializers.URLField()
    message_id = serializers.CharField()
    event = serializers.CharField()
    state = serializers.ChoiceField(WebhookDelivery.State.choices)
    tries = serializers.IntegerField()
    attempts = Attempt(many=True, help_text="The last 20.")
    answer = serializers.CharField(help_text="The beginning of the last answer.")
    next_try_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class DeliveryDocument(DeliveryListed):
    body = serializers.CharField(help_text="The text that is signed and sent.")


def webhook_document(webhook: Webhook, *, absolute: Absolute) -> dict[str, Any]:
    return {
        "id": webhook.pk,
        "api_url": absolute(reverse("api_webhook", args=[webhook.pk])),
        "url": webhook.url,
        "events": webhook.events,
        "active": webhook.is_active,
        "paused_because": webhook.paused_because,
        "failures": webhook.failures,
        "created_at": show_time(webhook.created_at),
    }


def delivery_listed(row: WebhookDelivery, *, absolute: Absolute) -> dict[str, Any]:
    waits = row.state == WebhookDelivery.State.PENDING
    return {
        "id": str(row.pk),
        "api_url": absolute(reverse("api_delivery", args=[row.webhook_id, row.pk])),
        "message_id": f"msg_{row.pk.hex}",
        "event": row.event,
        "state": row.state,
        "tries": row.tries,
        "attempts": row.attempts,
        "answer": row.answer,
        "next_try_at": show_time(row.next_try_at) if waits else None,
        "created_at": show_time(row.created_at),
    }


def delivery_document(row: WebhookDelivery, *, absolute: Absolute) -> dict[str, Any]:
    return {**delivery_listed(row, absolute=absolute), "body": row.body}


class EventsField(serializers.ListField):
    def __init__(self, **kwargs: Any) -> None:
        child = serializers.ChoiceField(list(EVENTS))
        super().__init__(child=child, required=False, max_length=50, **kwargs)


@extend_schema_serializer(component_name="Webhook")
class WebhookRequest(serializers.Serializer):
    url = WordsField(max_length=LONGEST, help_text="Begins with https://, at port 443 or 8443.")
    events = EventsField(help_text="All, when left out.")


class WebhookChange(serializers.Serializer):
    """What is left out stays."""

    url = WordsField(max_length=LONGEST, required=False)
    events = EventsField()
    active = serializers.BooleanField(
        required=False, help_text="False pauses it: what happens meanwhile waits until it goes on."
    )
