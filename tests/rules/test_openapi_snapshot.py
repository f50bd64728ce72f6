"""The API's description is part of the product: a change of it is seen in review, never by accident."""

from __future__ import annotations

import json

from django.core.management import call_command

from tests.rules.house import ROOT

SNAPSHOT = ROOT / "docs" / "openapi.json"
RENEW = (
    "If it is meant: .venv/bin/python manage.py spectacular --format openapi-json --file docs/openapi.json"
)


def test_the_openapi_document_is_complete_and_as_it_was_reviewed(tmp_path):
    made = tmp_path / "openapi.json"
    call_command("spectacular", format="openapi-json", file=str(made), validate=True, fail_on_warn=True)
    assert json.loads(made.read_text()) == json.loads(SNAPSHOT.read_text()), RENEW


def test_every_operation_says_what_it_does_and_how_it_fails():
    paths = json.loads(SNAPSHOT.read_text())["paths"]
    for address, methods in paths.items():
        for method, operation in methods.items():
            where = f"{method.upper()} {address}"
            assert operation.get("summary"), where
            assert {"401", "406", "429", "500"} <= set(operation["responses"]), where
            assert "{" not in address or "404" in operation["responses"], where


def test_no_operation_speaks_of_our_classes():
    paths = json.loads(SNAPSHOT.read_text())["paths"]
    operations = (operation for methods in paths.values() for operation in methods.values())
    assert not [words for words in (one.get("description", "") for one in operations) if "``" in words]


def test_every_operation_is_in_the_guide():
    guide = (ROOT / "docs" / "api.md").read_text()
    paths = json.loads(SNAPSHOT.read_text())["paths"]
    missing = [
        f"{method.upper()} {address}"
        for address, methods in paths.items()
        for method in methods
        if f"`{method.upper()} {address}`" not in guide
    ]
    assert not missing
