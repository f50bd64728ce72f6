"""Every code that the API may answer is explained where its ``type`` points to."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from projects.api.catalogue import PROBLEMS
from tests.rules.house import parsed, source_files

KNOWN = {problem.code for problem in PROBLEMS}
# Reasons of evaluations and codes of Django's own validators are no problems of a request.
ELSEWHERE = {"Reason", "RegexValidator", "ValidationError"}
BY_POSITION = {"ReadError", "ProtocolError"}


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def constants(nodes: list[ast.expr]) -> Iterator[str]:
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def codes_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node).endswith(("Error", "Input", "Large", "Conflict")):
            if name_of(node) not in ELSEWHERE:
                yield from constants([word.value for word in node.keywords if word.arg == "code"])
            if name_of(node) in BY_POSITION:
                yield from constants(node.args[:1])
        elif isinstance(node, ast.Call) and name_of(node) in {"QuotaReached", "NotYours", "NotFound"}:
            yield from constants([word.value for word in node.keywords if word.arg == "code"])


def test_every_code_in_the_source_is_explained():
    found = {code for path in source_files() for code in codes_in(parsed(path))}
    assert {"target_missing", "empty_file", "dataset_in_use", "evaluation_quota"} <= found
    assert found - KNOWN == set()


@pytest.mark.django_db
def test_each_has_its_place_on_the_page(client):
    page = client.get("/api/v1/docs/").content.decode()
    assert not [code for code in KNOWN if f'id="{code}"' not in page]
