"""Webhooks: where a learner wants to be told of events, and each message with what became of it."""

import uuid

from django.db import models
from django.db.models import Q

from projects.models import Learner


class Webhook(models.Model):
    """An address of a learner's. Its secret is made from ``nonce`` and the site's key, and kept nowhere."""

    owner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="webhooks")
    url = models.CharField(max_length=500)
    events = models.JSONField(default=list, help_text="Codes of the events that are sent; empty: all")
    nonce = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, editable=False, help_text="SHA-256 of the secret")
    # After a rotation both secrets sign for a while: nothing is lost while the receiver learns the new.
    old_nonce = models.CharField(max_length=64, blank=True, editable=False)
    old_digest = models.CharField(max_length=64, blank=True, editable=False)
    old_until = models.DateTimeField(null=True, blank=True, editable=False)
    is_active = models.BooleanField(default=True)
    paused_because = models.CharField(max_length=300, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="Tries that failed since one succeeded")
    busy_until = models.DateTimeField(null=True, help_text="A message is on its way, until then at most")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """One message to one address. The row comes first, in the transaction of the event itself."""

    class State(models.TextChoices):
        PENDING = "pending", "Waiting"
        DELIVERED = "delivered", "Delivered"
        FAILED = "failed", "Given up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    body = models.TextField(help_text="The bytes that are signed and sent, the same at every try")
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    tries = models.PositiveSmallIntegerField(default=0, help_text="Since it was made or asked for again")
    next_try_at = models.DateTimeField()
    attempts = models.JSONField(default=list, help_text="The last tries: time, status, seconds, problem")
    answer = models.CharField(max_length=500, blank=True, help_text="The beginning of the last answer")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name_plural = "webhook deliveries"
        indexes = [
            models.Index(fields=["webhook", "-created_at"], name="delivery_newest"),
            models.Index(fields=["next_try_at"], condition=Q(state="pending"), name="delivery_due"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"
