"""Webhooks through the API: what an owner may do, and nobody else."""

from __future__ import annotations

import pytest

from portfolio.webhook_models import Webhook
from portfolio.webhooks.services import WEBHOOKS_MAX, create_webhook, send_test
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem

URL = "https://example.org/hook"


@pytest.fixture
def api(alice_token) -> Api:
    return Api(alice_token)


@pytest.fixture
def webhook(alice) -> Webhook:
    return create_webhook(owner=alice, url=URL)[0]


def test_the_secret_comes_once_and_not_again_under_the_same_key(api, alice):
    made = api.post("/webhooks/", {"url": URL}, Idempotency_Key="one")
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    again = api.post("/webhooks/", {"url": URL}, Idempotency_Key="one").json()
    assert again == {**made.json(), "secret": None}
    assert alice.webhooks.count() == 1
    assert "secret" not in api.get("/webhooks/").json()["results"][0]
    assert made["Location"].endswith(f"/webhooks/{made.json()['id']}/")


@pytest.mark.parametrize("url", ["http://example.org/", "https://169.254.169.254/latest/meta-data/", "x"])
def test_an_address_that_is_none_is_refused(url, api, settings):
    settings.WEBHOOK_LOOPBACK = False
    problem = assert_problem(api.post("/webhooks/", {"url": url}), 422, "bad_webhook_url")
    assert problem["errors"][0]["field"] == "url"


def test_an_event_that_is_none_is_refused(api):
    assert_problem(
        api.post("/webhooks/", {"url": URL, "events": ["moon.full"]}), 422, "bad_input", "moon.full"
    )


def test_there_are_only_so_many(api, alice):
    for _ in range(WEBHOOKS_MAX):
        create_webhook(owner=alice, url=URL)
    assert_problem(api.post("/webhooks/", {"url": URL}), 429, "webhook_quota")


def test_what_is_left_out_stays(api, webhook):
    changed = api.patch(f"/webhooks/{webhook.pk}/", {"active": False}).json()
    assert (changed["active"], changed["url"], changed["paused_because"]) == (False, URL, "You paused it.")
    changed = api.patch(f"/webhooks/{webhook.pk}/", {"events": ["project.published"]}).json()
    assert (changed["active"], changed["events"]) == (False, ["project.published"])


def test_in_a_pause_nothing_is_tested(api, webhook):
    api.patch(f"/webhooks/{webhook.pk}/", {"active": False})
    assert_problem(api.post(f"/webhooks/{webhook.pk}/test/"), 409, "webhook_paused")


def test_a_message_is_read_and_sent_again(api, webhook):
    sent = api.post(f"/webhooks/{webhook.pk}/test/")
    assert sent.status_code == 202
    assert_problem(api.post(f"/webhooks/{webhook.pk}/test/"), 409, "delivery_pending")
    row = webhook.deliveries.get()
    here = f"/webhooks/{webhook.pk}/deliveries/{row.pk}/"
    assert api.get(here).json()["body"].startswith('{"type":"webhook.test"')
    assert "body" not in api.get(f"/webhooks/{webhook.pk}/deliveries/").json()["results"][0]
    assert_problem(api.post(f"{here}redeliver/"), 409, "delivery_pending")
    webhook.deliveries.update(state="failed", tries=8)
    again = api.post(f"{here}redeliver/")
    assert (again.status_code, again.json()["state"], again.json()["tries"]) == (202, "pending", 0)


def test_somebody_elses_is_not_there(bob_token, webhook):
    row, theirs = send_test(webhook), Api(bob_token)
    here = f"/webhooks/{webhook.pk}/"
    for answer in (
        theirs.get(here),
        theirs.patch(here, {"active": False}),
        theirs.delete(here),
        theirs.post(f"{here}secret/"),
        theirs.post(f"{here}test/"),
        theirs.get(f"{here}deliveries/"),
        theirs.get(f"{here}deliveries/{row.pk}/"),
        theirs.post(f"{here}deliveries/{row.pk}/redeliver/"),
    ):
        assert_problem(answer, 404, "not_found")
    assert theirs.get("/webhooks/").json()["results"] == []
    assert Webhook.objects.get(pk=webhook.pk).is_active


def test_a_token_that_reads_changes_nothing(alice, webhook):
    api = Api(create_token(owner=alice, name="reads")[1])
    assert api.get(f"/webhooks/{webhook.pk}/").status_code == 200
    assert_problem(api.post(f"/webhooks/{webhook.pk}/secret/"), 403, "insufficient_scope")
    assert_problem(Api().get("/webhooks/"), 401, "not_authenticated")


def test_deleted_is_deleted(api, webhook):
    assert api.delete(f"/webhooks/{webhook.pk}/").status_code == 204
    assert_problem(api.get(f"/webhooks/{webhook.pk}/"), 404, "not_found")
