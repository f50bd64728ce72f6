"""A client of the API that holds every answer against the OpenAPI document."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

PREFIX = "/api/v1"


@cache
def openapi() -> dict[str, Any]:
    return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True), default=str))


def operation(method: str, path: str) -> dict[str, Any] | None:
    """The described operation of an address; None for what the document does not have."""
    for template, methods in sorted(openapi()["paths"].items(), key=lambda item: "{" in item[0]):
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
        if re.fullmatch(pattern, path) and method.lower() in methods:
            return methods[method.lower()]
    return None


class Api:
    """Requests with a token (or none), as a script sends them. Paths are below ``/api/v1``."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, headers=headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.send("DELETE", path, headers=headers)

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        return self.send("POST", path, headers=headers, data=body, content_type="application/json")

    def patch(self, path: str, body: object, **headers: str) -> Any:
        return self.send("PATCH", path, headers=headers, data=body, content_type="application/json")

    def form(self, path: str, fields: dict[str, Any], **headers: str) -> Any:
        """As a browser or ``curl -F`` sends it. Underscores in headers' names become hyphens."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        response = self.client.post(f"{PREFIX}{path}", fields, headers={**self.headers, **given})
        check_answer("POST", path, response)
        return response

    def send(self, method: str, path: str, *, headers: dict[str, str] | None = None, **given: Any) -> Any:
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        request = getattr(self.client, method.lower())
        response = request(f"{PREFIX}{path}", headers={**self.headers, **named}, **given)
        check_answer(method, path, response)
        return response


def check_answer(method: str, path: str, response: Any) -> None:
    """The status is described for this address, and the body has exactly the described shape."""
    described = operation(method, f"{PREFIX}{path.partition('?')[0]}")
    if described is None:
        return
    answers = described["responses"]
    assert str(response.status_code) in answers, (
        f"{method} {path} answers {response.status_code}, not described"
    )
    content = answers[str(response.status_code)].get("content")
    if not content:
        assert not response.content
        return
    media_type = response["Content-Type"].partition(";")[0]
    assert media_type in content, f"{media_type} is not described for {response.status_code}"
    if not media_type.endswith("json"):
        return
    schema = {**content[media_type]["schema"], "components": openapi()["components"]}
    problems = [
        f"{list(error.absolute_path)}: {error.message[:300]}"
        for error in Draft202012Validator(schema).iter_errors(response.json())
    ]
    assert not problems, problems


def assert_problem(response: Any, status: int, code: str, *words: str) -> dict[str, Any]:
    """A problem document with a sentence in which all these words occur."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["code"] == code, problem
    assert problem["request_id"] == response["X-Request-ID"]
    assert problem["detail"].rstrip().endswith((".", ")", "?", "^")), problem["detail"]
    for word in words:
        assert word in problem["detail"], problem["detail"]
    return problem
