"""The API's own pages: its description, and the page to try it."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders


def test_the_description_is_served_as_json(client, db):
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    assert response.json()["openapi"].startswith("3.1")


def test_the_description_says_where_a_token_is_not_needed(client, db):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {} in paths["/api/v1/projects/"]["get"]["security"]
    assert {} not in paths["/api/v1/projects/"]["post"]["security"]
    assert {} not in paths["/api/v1/me/"]["get"]["security"]


@pytest.mark.django_db
def test_the_page_to_try_it_has_nothing_inline_and_nothing_from_elsewhere(client):
    page = client.get("/api/v1/docs/").content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert re.findall(r"<script(?![^>]*src=)", page) == []
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert sum("swagger-ui" in address for address in addresses) == 3
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in addresses)
    for address in addresses:
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/"))


@pytest.mark.django_db
def test_its_script_asks_nobody_else_to_check_the_description(client):
    script = client.get("/api/v1/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert '"validatorUrl": null' in script.content.decode()
    assert '"/api/v1/openapi.json"' in script.content.decode().replace("\\u002D", "-")
