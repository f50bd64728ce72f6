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


REQUIRED = ("name", "description", "license", "url", "creator", "datePublished")  # by the specification


def test_it_has_what_the_format_asks_for_and_every_word_is_explained(version):
    document = told(version)
    for name in (*REQUIRED, "version", "citeAs"):
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


def test_where_nothing_is_said_it_says_so_and_names_whoever_brought_them(version):
    document = told(version)
    assert document["license"] == {
        "@type": "CreativeWork",
        "name": "Nobody has said yet what others may do with these data.",
    }
    assert document["creator"] == {"@type": "sc:Person", "name": "Alice Liddell"}
    assert "publisher" not in document


def test_data_from_elsewhere_keep_their_author_licence_and_citation(version):
    version.dataset.source, version.dataset.source_url = "UCI", "https://archive.example/53"
    version.dataset.license, version.dataset.description = "CC0-1.0", "Flowers of three kinds."
    document = told(version)
    assert document["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert document["creator"] == {
        "@type": "sc:Organization",
        "name": "UCI",
        "url": "https://archive.example/53",
    }
    assert document["publisher"]["name"] == "Alice Liddell"
    assert document["isBasedOn"] == "https://archive.example/53"
    assert document["citeAs"].endswith("From: UCI, https://archive.example/53")
    assert document["description"].startswith("Flowers of three kinds. flowers: 60 rows")
    version.dataset.citation = "Fisher (1936)"
    assert told(version)["citeAs"] == "Fisher (1936)"


@pytest.mark.parametrize(
    ("code", "license"),
    [
        (
            "other",
            {
                "name": "Another licence. The source says what may be done with the data.",
                "url": "https://a.example/",
            },
        ),
        ("ask", {"name": "Made by the author: ask first. Ask the author before you use the data elsewhere."}),
    ],
)
def test_what_is_no_licence_of_the_list_is_told_as_a_work_with_a_name(version, code, license):
    version.dataset.license, version.dataset.source_url = code, "https://a.example/"
    assert told(version)["license"] == {"@type": "CreativeWork", **license}
