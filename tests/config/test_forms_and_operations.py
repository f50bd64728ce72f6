"""Everything that a person can do on the pages can be done through the API.

Each view that takes a form stands here beside the operations that do the same; a new form without one fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.rules.house import ROOT

DOCUMENT = json.loads((ROOT / "docs" / "openapi.json").read_text())
OPERATIONS = {
    operation["operationId"] for methods in DOCUMENT["paths"].values() for operation in methods.values()
}
# Names and passwords are given to the site by the person, not by a script; machines ask whether it lives.
OUTSIDE = ("api/", "admin/", "accounts/", "healthz", "readyz")
FORMS = {
    "new": "create_dataset",
    "new_question": "push create_project start_evaluation",
    "correct_reading": "correct_dataset",
    "dataset_edit": "correct_dataset",
    "use_dataset": "copy_dataset",
    "evaluate_again": "create_script start_evaluation",
    "evaluation_cancel": "cancel_evaluation",
    "answer_check": "answer_issue withdraw_answer",
    "project_edit": "change_project",
    "project_publish": "publish_project",
    "project_unpublish": "unpublish_project",
    "project_delete": "delete_project",
    "pin_project": "set_pins",
    "star_project": "star_project unstar_project",
    "follow_person": "follow_person unfollow_person",
    "follow_tag": "follow_tag unfollow_tag",
    "follow_dataset": "follow_dataset unfollow_dataset",
    "change_feed": "make_feed_address drop_feed_address",
    "settings": "change_me",
    "tokens": "create_token",
    "token_revoke": "delete_token",
    "webhooks": "create_webhook",
    "webhook": "change_webhook",
    "webhook_pause": "change_webhook",
    "webhook_secret": "rotate_webhook_secret",
    "webhook_test": "test_webhook",
    "webhook_delete": "delete_webhook",
    "webhook_redeliver": "redeliver",
}
SAMPLES = {
    "int": "1",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "slug": "some",
    "str": "some",
    "path": "some",
}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """(name, address) of every view, with something in the place of each parameter."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern) and not route.startswith(OUTSIDE):
            filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], route)
            yield entry.name or route, "/" + filled


@pytest.fixture
def taking_forms(alice_client) -> set[str]:
    """Names of the views that answer POST, by their own word: 405 names what is possible instead."""
    found = set()
    for name, address in addresses(get_resolver()):
        refused = alice_client.delete(address)
        if refused.status_code == 405 and "POST" in refused["Allow"]:
            found.add(name)
    return found


def test_every_form_has_an_operation(taking_forms):
    assert taking_forms == set(FORMS), "Name the operations that do the same; write those that are missing"


@pytest.mark.parametrize("name", FORMS)
def test_each_named_operation_is_there(name):
    assert set(FORMS[name].split()) <= OPERATIONS


@pytest.mark.django_db
def test_every_page_says_what_it_answers(alice_client):
    """Else a form could hide behind a view that takes whatever comes."""
    told = {}
    for name, address in addresses(get_resolver()):
        status = alice_client.delete(address).status_code
        if status not in (404, 405):
            told[name] = status
    assert not told
