"""The description of a data set for machines says what the bytes are."""

from __future__ import annotations

import pytest

from portfolio.sharing.croissant import croissant
from projects.models import DatasetVersion
from tests.factories import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(alice) -> DatasetVersion:
    return make_project(alice).dataset_version


def told(version: DatasetVersion) -> dict:
    return croissant(version, url="/datasets/alice/flowers/", download="/@alice/x/data/")


@pytest.mark.parametrize(
    ("filename", "reading", "media_type"),
    [
        ("a.csv", {"delimiter": ";"}, "text/csv"),
        ("a.tsv", {"delimiter": "\t"}, "text/tab-separated-values"),
        ("a.xlsx", {"format": "xlsx"}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.parquet", {"format": "parquet"}, "application/vnd.apache.parquet"),
        ("a.csv.GZ", {"delimiter": ","}, "application/gzip"),
    ],
)
def test_the_kind_of_file_is_that_of_the_bytes(version, filename, reading, media_type):
    version.filename, version.reading = filename, reading
    assert told(version)["distribution"][0]["encodingFormat"] == media_type


def test_it_has_what_the_format_asks_for_and_every_word_is_explained(version):
    document = told(version)
    for name in ("name", "description", "url", "creator", "datePublished", "version", "citeAs"):
        assert document[name], name
    assert len(document["description"]) >= 50
    assert document["citeAs"].startswith("Alice Liddell: flowers, version 1.")
    context = document["@context"]
    assert context["conformsTo"] == "dct:conformsTo"
    assert {name: context[name] for name in ("citeAs", "recordSet", "fileObject")} == {
        "citeAs": "cr:citeAs",
        "recordSet": "cr:recordSet",
        "fileObject": "cr:fileObject",
    }
