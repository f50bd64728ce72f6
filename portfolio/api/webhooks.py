"""Webhooks: where a learner's own server is told of events, and what became of each message."""

from __future__ import annotations

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from portfolio.api.webhook_descriptions import (
    DeliveryDocument,
    DeliveryListed,
    NewWebhook,
    WebhookChange,
    WebhookDocument,
    WebhookRequest,
    delivery_document,
    delivery_listed,
    webhook_document,
)
from portfolio.webhooks import services
from projects.api.base import ApiView, learner_of
from projects.api.idempotency import idempotent
from projects.api.pagination import NewestFirst
from projects.api.permissions import LearnersOnly
from projects.api.throttling import CostlyThrottle, LearnerThrottle


class Webhooks(ApiView):
    permission_classes = [LearnersOnly]
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="list_webhooks", summary="List my webhooks", responses=WebhookDocument(many=True)
    )
    def get(self, request: Request) -> Response:
        pages = NewestFirst()
        page = pages.paginate_queryset(learner_of(request).webhooks.all(), request, self) or []
        absolute = request.build_absolute_uri
        return pages.get_paginated_response([webhook_document(row, absolute=absolute) for row in page])

    get.error_statuses = (404, 422)  # type: ignore[attr-defined]  # for the OpenAPI document

    @extend_schema(
        operation_id="create_webhook",
        summary="Make a webhook",
        description="Messages are signed with `secret`, in the manner of Standard Webhooks.",
        request=WebhookRequest,
        responses={201: NewWebhook},
    )
    @idempotent(secret="secret")  # noqa: S106  (the name of the field, not a secret)
    def post(self, request: Request) -> Response:
        sent = self.receive(WebhookRequest)
        webhook, secret = services.create_webhook(owner=learner_of(request), **sent)
        document = webhook_document(webhook, absolute=request.build_absolute_uri)
        return Response({**document, "secret": secret}, status=201, headers={"Location": document["api_url"]})


class WebhookDetail(ApiView):
    permission_classes = [LearnersOnly]

    @extend_schema(operation_id="read_webhook", summary="Read a webhook", responses=WebhookDocument)
    def get(self, request: Request, pk: int) -> Response:
        webhook = services.webhook_of(request.user, pk)
        return Response(webhook_document(webhook, absolute=request.build_absolute_uri))

    @extend_schema(
        operation_id="change_webhook",
        summary="Change, pause or go on with a webhook",
        request=WebhookChange,
        responses=WebhookDocument,
    )
    def patch(self, request: Request, pk: int) -> Response:
        webhook, sent = services.webhook_of(request.user, pk), self.receive(WebhookChange)
        if "active" in sent:
            sent["is_active"] = sent.pop("active")
        changed = services.change_webhook(webhook, **sent)
        return Response(webhook_document(changed, absolute=request.build_absolute_uri))

    @extend_schema(
        operation_id="delete_webhook",
        summary="Delete a webhook",
        description="With the record of its deliveries.",
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        services.delete_webhook(services.webhook_of(request.user, pk))
        return Response(status=204)


class WebhookSecret(ApiView):
    permission_classes = [LearnersOnly]

    @extend_schema(
        operation_id="rotate_webhook_secret",
        summary="Make a new secret",
        description="For a day messages carry a signature with the old one, too.",
        request=None,
        responses={200: NewWebhook},
    )
    @idempotent(secret="secret")  # noqa: S106
    def post(self, request: Request, pk: int) -> Response:
        webhook = services.webhook_of(request.user, pk)
        secret = services.rotate_secret(webhook)
        return Response({**webhook_document(webhook, absolute=request.build_absolute_uri), "secret": secret})


class WebhookTest(ApiView):
    permission_classes = [LearnersOnly]
    throttle_classes = [LearnerThrottle, CostlyThrottle]

    @extend_schema(
        operation_id="test_webhook",
        summary="Send a test",
        description="The event `webhook.test`, whatever the webhook asks for.",
        request=None,
        responses={202: DeliveryDocument},
    )
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        row = services.send_test(services.webhook_of(request.user, pk))
        document = delivery_document(row, absolute=request.build_absolute_uri)
        return Response(document, status=202, headers={"Location": document["api_url"]})


class Deliveries(ApiView):
    permission_classes = [LearnersOnly]
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="list_deliveries",
        summary="List what was sent to a webhook",
        responses=DeliveryListed(many=True),
    )
    def get(self, request: Request, pk: int) -> Response:
        rows = services.webhook_of(request.user, pk).deliveries.defer("body")
        pages = NewestFirst()
        page = pages.paginate_queryset(rows, request, self) or []
        absolute = request.build_absolute_uri
        return pages.get_paginated_response([delivery_listed(row, absolute=absolute) for row in page])

    get.error_statuses = (404, 422)  # type: ignore[attr-defined]  # for the OpenAPI document


class Delivery(ApiView):
    permission_classes = [LearnersOnly]

    @extend_schema(operation_id="read_delivery", summary="Read a message", responses=DeliveryDocument)
    def get(self, request: Request, pk: int, delivery: uuid.UUID) -> Response:
        row = services.delivery_of(services.webhook_of(request.user, pk), delivery)
        return Response(delivery_document(row, absolute=request.build_absolute_uri))


class Redelivery(ApiView):
    permission_classes = [LearnersOnly]
    throttle_classes = [LearnerThrottle, CostlyThrottle]

    @extend_schema(
        operation_id="redeliver",
        summary="Send a message again",
        description="With the same `webhook-id` and the same bytes, whatever became of it before.",
        request=None,
        responses={202: DeliveryDocument},
    )
    @idempotent
    def post(self, request: Request, pk: int, delivery: uuid.UUID) -> Response:
        row = services.redeliver(services.delivery_of(services.webhook_of(request.user, pk), delivery))
        return Response(delivery_document(row, absolute=request.build_absolute_uri), status=202)
