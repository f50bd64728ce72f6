"""`PATCH /api/v1/datasets/{id}/`: the same bytes, read as their owner says."""

from __future__ import annotations

import json

import pytest

from projects.models import Dataset, DatasetVersion
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import make_dataset_version, upload

CODES = "zip;price;day\n" + "".join(f"{1000 + i};{i % 7},500;2024-01-{1 + i % 28:02}\n" for i in range(40))


def address(version) -> str:
    return f"/datasets/{version.pk}/"


def kinds(document: dict) -> dict:
    return {column["name"]: column["kind"] for column in document["columns"]}


def test_a_corrected_kind_makes_a_version_of_the_same_bytes(alice, alice_token):
    version = make_dataset_version(alice, csv=CODES)
    answer = Api(alice_token).patch(address(version), {"reading": {"columns": {"zip": "category"}}})
    corrected = answer.json()
    assert answer.status_code == 201
    assert answer["Location"] == corrected["api_url"]
    assert corrected["id"] != version.pk
    assert corrected["sha256"] == version.sha256
    assert kinds(corrected) == {"zip": "category", "price": "number", "day": "date"}
    assert Dataset.objects.count() == 1
    assert kinds(Api(alice_token).get(address(version)).json())["zip"] == "number"  # the old one stays


def test_the_same_correction_again_is_the_version_that_is_there(alice, alice_token):
    version = make_dataset_version(alice, csv=CODES)
    sent = {"reading": {"columns": {"zip": "category"}}}
    first = Api(alice_token).patch(address(version), sent)
    second = Api(alice_token).patch(address(version), sent)
    assert (second.status_code, second.json()["id"]) == (200, first.json()["id"])
    nothing = Api(alice_token).patch(address(version), {"reading": {}})
    assert (nothing.status_code, nothing.json()["id"]) == (200, version.pk)


def test_the_decimal_mark_settles_what_can_be_read_in_two_ways(alice, alice_token):
    version = make_dataset_version(alice, csv="a,b\n" + '"1,234",x\n"2,500",y\n' * 5)
    assert version.profile["columns"][0]["max"] == 2500
    corrected = Api(alice_token).patch(address(version), {"reading": {"decimal": ","}}).json()
    assert corrected["columns"][0]["max"] == 2.5
    assert corrected["reading"]["decimal"] == ","


def test_separator_and_line_of_names_are_read_anew(alice, alice_token):
    version = make_dataset_version(alice, csv="made,by,me\na|b|c\n" + "1|2|x\n3|4|y\n" * 5)
    sent = {"reading": {"delimiter": "|", "header_line": 2}}
    corrected = Api(alice_token).patch(address(version), sent).json()
    assert kinds(corrected) == {"a": "number", "b": "number", "c": "category"}
    assert (corrected["reading"]["delimiter"], corrected["reading"]["header_line"]) == ("|", 2)


def test_an_upload_and_a_push_can_say_it_at_once(alice_token):
    said = json.dumps({"columns": {"zip": "category"}})
    sent = {"file": upload(CODES), "reading": said}
    dataset = Api(alice_token).form("/datasets/", sent).json()
    assert kinds(dataset)["zip"] == "category"
    pushed = Api(alice_token).form("/push/", {"data": upload(CODES), "target": "price", "reading": said})
    assert pushed.json()["project"]["dataset"]["id"] == dataset["id"]
    assert DatasetVersion.objects.count() == 1


REFUSED = [
    ({"columns": {"nip": "number"}}, "bad_reading", "reading.columns"),
    ({"columns": {"day": "number"}}, "bad_reading", "reading.columns"),
    ({"columns": {"zip": "boolean"}}, "bad_reading", "reading.columns"),
    ({"encoding": "rot13"}, "bad_encoding", "reading.encoding"),
    ({"encoding": "zlib_codec"}, "bad_encoding", "reading.encoding"),
    ({"header_line": 900}, "bad_reading", "reading.header_line"),
]


@pytest.mark.parametrize(("said", "code", "field"), REFUSED)
def test_what_the_file_does_not_bear_out_is_refused(alice, alice_token, said, code, field):
    version = make_dataset_version(alice, csv=CODES)
    problem = assert_problem(Api(alice_token).patch(address(version), {"reading": said}), 422, code)
    assert problem["errors"][0]["field"] == field
    assert DatasetVersion.objects.count() == 1


NONSENSE = [
    {"columns": {"zip": "amount"}},
    {"delimiter": "ab"},
    {"colour": "red"},
    {"header_line": -1},
    [1],
    7,
]


@pytest.mark.parametrize("said", NONSENSE)
def test_what_cannot_be_said_is_refused(alice, alice_token, said):
    version = make_dataset_version(alice, csv=CODES)
    assert Api(alice_token).patch(address(version), {"reading": said}).status_code == 422
    assert Api(alice_token).patch(address(version), {}).status_code == 422
    assert DatasetVersion.objects.count() == 1


def test_only_the_owner_with_a_write_token_corrects(alice, alice_token, bob):
    theirs = make_dataset_version(bob, csv=CODES)
    sent = {"reading": {"columns": {"zip": "category"}}}
    assert_problem(Api(alice_token).patch(address(theirs), sent), 404, "not_found")
    _, secret = create_token(owner=bob, name="reader")
    assert_problem(Api(secret).patch(address(theirs), sent), 403, "insufficient_scope")
    assert DatasetVersion.objects.count() == 1
