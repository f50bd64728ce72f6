"""What is wrong with single fields of a request, as sentences that name the field and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rest_framework.settings import api_settings

SENTENCES = {
    "required": "“{field}” is missing: send it with the request.",
    "null": "“{field}” may not be null: leave it out or give it a value.",
    "blank": "“{field}” may not be empty: give it a value or leave it out.",
}
WITH_FILE = {
    "required": "“{field}” is missing: send the file in a multipart form, as in curl -F {field}=@name.",
    "invalid": "“{field}” has to be a file: send it in a multipart form, as in curl -F {field}=@name.",
}
FILE_FIELDS = frozenset({"data", "file"})


@dataclass(frozen=True)
class FieldProblem:
    """``field`` is empty where the request as a whole is meant; inner fields are joined with dots."""

    field: str
    message: str
    code: str

    def to_dict(self) -> dict[str, str]:
        return asdict(self)


def field_problems(details: Any) -> list[FieldProblem]:
    """From ``ValidationError.get_full_details()``, in the order of the fields."""
    return list(walk(details, ()))


def walk(details: Any, path: tuple[str, ...]) -> Iterator[FieldProblem]:
    if isinstance(details, list):
        for item in details:
            yield from walk(item, path)
    elif set(details) == {"message", "code"} and isinstance(details["code"], str):
        yield describe(".".join(path), str(details["message"]), details["code"])
    else:
        for name, inner in details.items():
            yield from walk(inner, path if name == api_settings.NON_FIELD_ERRORS_KEY else (*path, str(name)))


def describe(field: str, message: str, code: str) -> FieldProblem:
    templates = {**SENTENCES, **(WITH_FILE if field in FILE_FIELDS else {})}
    if code in templates:
        return FieldProblem(field, templates[code].format(field=field), code)
    return FieldProblem(field, f"“{field}”: {message}" if field else message, code)
