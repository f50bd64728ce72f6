"""A learner's webhooks: where they lead, what became of each message."""

from __future__ import annotations

import json
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portfolio.webhook_models import Webhook
from portfolio.webhooks import services
from portfolio.webhooks.forms import WebhookForm
from projects.errors import Conflict, FirstfitError
from projects.forms import show_error
from projects.requests import LearnerRequest

DELIVERIES_ON_A_PAGE = 20


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def list_webhooks(request: LearnerRequest) -> HttpResponse:
    """The secret of a new webhook stands in the answer to its making, and nowhere else."""
    form, secret = WebhookForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = services.create_webhook(owner=request.user, **form.cleaned_data)
            form = WebhookForm()
        except FirstfitError as error:
            show_error(form, error)
    shown = {"form": form, "secret": secret, "webhooks": request.user.webhooks.all()}
    return render(request, "webhooks/list.html", shown, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_webhook(request: LearnerRequest, pk: int) -> HttpResponse:
    webhook = services.webhook_of(request.user, pk)
    said = {"url": webhook.url, "events": webhook.events}
    form = WebhookForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_webhook(webhook, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("webhook", pk)
        except FirstfitError as error:
            show_error(form, error)
    return webhook_page(request, services.webhook_of(request.user, pk), form)


def webhook_page(
    request: LearnerRequest, webhook: Webhook, form: WebhookForm, secret: str = ""
) -> HttpResponse:
    pages = Paginator(webhook.deliveries.defer("body"), DELIVERIES_ON_A_PAGE)
    shown = {
        "webhook": webhook,
        "form": form,
        "secret": secret,
        "deliveries": pages.get_page(request.GET.get("page", "1")),
        "waiting": webhook.deliveries.filter(state="pending").count() if not webhook.is_active else 0,
    }
    return render(request, "webhooks/webhook.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def pause_webhook(request: LearnerRequest, pk: int) -> HttpResponse:
    """Pause it, or let it go on: the form says which."""
    webhook = services.webhook_of(request.user, pk)
    goes_on = request.POST.get("active") == "yes"
    services.change_webhook(webhook, is_active=goes_on)
    messages.success(
        request, "It goes on, with what has waited." if goes_on else "Paused. What happens meanwhile waits."
    )
    return redirect("webhook", pk)


@login_required
@never_cache
@require_POST
def rotate(request: LearnerRequest, pk: int) -> HttpResponse:
    """The new secret stands in this answer, and nowhere else."""
    webhook = services.webhook_of(request.user, pk)
    secret = services.rotate_secret(webhook)
    form = WebhookForm(initial={"url": webhook.url, "events": webhook.events})
    return webhook_page(request, webhook, form, secret)


@login_required
@require_POST
def test_webhook(request: LearnerRequest, pk: int) -> HttpResponse:
    webhook = services.webhook_of(request.user, pk)
    try:
        services.send_test(webhook)
        messages.success(request, "A test is on its way. Look again in a few seconds.")
    except Conflict as error:
        messages.error(request, error.sentence)
    return redirect("webhook", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_webhook(request: LearnerRequest, pk: int) -> HttpResponse:
    webhook = services.webhook_of(request.user, pk)
    if request.method != "POST":
        return render(request, "webhooks/delete.html", {"webhook": webhook})
    services.delete_webhook(webhook)
    messages.success(request, "Deleted. Nothing is sent there any more.")
    return redirect("webhooks")


@login_required
@require_safe
def show_delivery(request: LearnerRequest, pk: int, delivery: uuid.UUID) -> HttpResponse:
    webhook = services.webhook_of(request.user, pk)
    row = services.delivery_of(webhook, delivery)
    body = json.dumps(json.loads(row.body), indent=1, ensure_ascii=False)
    return render(
        request,
        "webhooks/delivery.html",
        {"webhook": webhook, "delivery": row, "body": body, "size": len(row.body)},
    )


@login_required
@require_POST
def send_again(request: LearnerRequest, pk: int, delivery: uuid.UUID) -> HttpResponse:
    webhook = services.webhook_of(request.user, pk)
    try:
        services.redeliver(services.delivery_of(webhook, delivery))
        messages.success(request, "It is sent again. Look again in a few seconds.")
    except Conflict as error:
        messages.error(request, error.sentence)
    return redirect("webhook_delivery", pk, delivery)
