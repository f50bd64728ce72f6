from __future__ import annotations

from pathlib import Path

import pytest

from projects.models import Dataset, DatasetVersion
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import FLOWERS, make_dataset_version, upload


def test_answers_what_was_understood_of_the_file(alice_token):
    answer = Api(alice_token).form("/datasets/", {"file": upload(FLOWERS), "name": "Flowers"})
    assert answer.status_code == 201
    dataset = answer.json()
    assert answer["Location"] == dataset["api_url"]
    assert (dataset["name"], dataset["filename"], dataset["rows"]) == ("Flowers", "flowers.csv", 60)
    assert [column["name"] for column in dataset["columns"]] == ["length", "width", "colour", "species"]
    assert [column["kind"] for column in dataset["columns"][:2]] == ["number", "number"]
    assert dataset["columns"][3]["distinct"] == 2
    assert dataset["suggested_target"] == "species"
    assert len(dataset["sha256"]) == 64


def test_the_same_bytes_again_are_the_same_data_set(alice_token):
    first, second = (Api(alice_token).form("/datasets/", {"file": upload(FLOWERS)}).json() for _ in range(2))
    assert second == first
    assert Dataset.objects.count() == 1


def test_nobody_learns_that_another_has_the_same_bytes(alice_token, bob):
    theirs = make_dataset_version(bob)
    answer = Api(alice_token).form("/datasets/", {"file": upload(FLOWERS)})
    assert answer.json()["id"] != theirs.pk


def test_a_stranger_uploads_nothing(db):
    assert_problem(Api().form("/datasets/", {"file": upload(FLOWERS)}), 401, "not_authenticated")
    assert not DatasetVersion.objects.exists()


def test_a_read_token_uploads_nothing(alice):
    _, secret = create_token(owner=alice, name="reader")
    assert_problem(Api(secret).form("/datasets/", {"file": upload(FLOWERS)}), 403, "insufficient_scope")


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "empty_file"),
        (b"PK\x03\x04" + b"\x00\x01" * 500, 422, None),
        (b"a\n1\n2\n", 422, "one_column"),
        (b"a,b\n1,2\n", 422, "too_few_rows"),
        (b"a,b\n" + b"1,2\n" * (26 * 2**18), 413, "too_large"),
    ],
    ids=["empty", "binary", "one column", "one row", "26 MB"],
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(alice_token, media, data, status, code):
    answer = Api(alice_token).form("/datasets/", {"file": upload(data, "mine.csv")})
    problem = assert_problem(answer, status, code or answer.json()["code"])
    assert [error["field"] for error in problem["errors"]] == ["file"]
    assert not Dataset.objects.exists()
    assert [path for path in Path(media).rglob("*") if path.is_file()] == []


def test_a_missing_file_is_named(alice_token):
    assert_problem(Api(alice_token).form("/datasets/", {"name": "x"}), 422, "bad_input", "-F file=@name")


def test_json_is_not_a_way_to_send_a_file(alice_token):
    assert_problem(Api(alice_token).post("/datasets/", {"file": "a,b"}), 415, "unsupported_media_type")


def test_the_number_of_queries_is_small(alice_token, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        Api(alice_token).form("/datasets/", {"file": upload(FLOWERS)})
