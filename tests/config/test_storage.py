"""Uploads in a bucket, against a real S3 server on loopback."""

import boto3
import pytest
from botocore.exceptions import BotoCoreError
from django.core.files.storage import default_storage
from django.urls import reverse

from config.storage import IN_A_FOLDER, BadStorageUrl, read_storage
from evaluations.measurement import measurement_of
from projects.services import load_bytes, store_bytes
from tests import servers
from tests.factories import FLOWERS, make_evaluation, make_project


@pytest.fixture
def bucket(settings):
    """Call it for the names in the bucket."""
    with servers.s3_server("flowers") as url:
        storage = read_storage(url)
        settings.STORAGES = {**settings.STORAGES, "default": storage}
        keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
        client = boto3.client("s3", endpoint_url=storage["OPTIONS"]["endpoint_url"], **keys)
        yield lambda: [item["Key"] for item in client.list_objects_v2(Bucket="flowers").get("Contents", [])]
        client.close()


def test_uploads_are_kept_in_the_bucket_under_their_hash(bucket, alice):
    version = make_project(alice).dataset_version
    assert bucket() == [f"uploads/datasets/{version.sha256[:2]}/{version.sha256}"]
    assert load_bytes(version) == FLOWERS.encode()


def test_storing_the_same_again_changes_nothing(bucket, alice):
    version = make_project(alice).dataset_version
    store_bytes(version, FLOWERS.encode())
    default_storage.save(version.storage_name, default_storage.open(version.storage_name))
    assert len(bucket()) == 1
    assert load_bytes(version) == FLOWERS.encode()


def test_workers_read_and_pages_serve_from_the_bucket(bucket, alice, alice_client):
    project = make_project(alice)
    assert measurement_of(make_evaluation(project)).table.n_rows == 60
    answer = alice_client.get(reverse("project_data", args=["alice", project.slug]))
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content]) == FLOWERS.encode()


def test_a_bucket_that_is_away_leaves_nothing_half_written(settings, alice):
    url = "s3://key:secret@flowers?region=us-east-1&endpoint=http://127.0.0.1:1"
    settings.STORAGES = {**settings.STORAGES, "default": read_storage(url)}
    with pytest.raises(BotoCoreError):
        make_project(alice)
    assert not alice.datasets.exists()


def test_without_an_address_uploads_are_in_a_folder():
    assert read_storage("") == IN_A_FOLDER


def test_an_address_names_bucket_folder_region_endpoint_and_keys():
    options = read_storage("s3://k%2Fey:se%40cret@bucket/a/b/?region=eu-1&endpoint=https://o.example")[
        "OPTIONS"
    ]
    assert (options["bucket_name"], options["location"]) == ("bucket", "a/b")
    assert (options["access_key"], options["secret_key"]) == ("k/ey", "se@cret")
    assert (options["region_name"], options["endpoint_url"]) == ("eu-1", "https://o.example")


def test_keys_that_are_not_in_the_address_are_left_to_amazons_own_ways():
    assert "access_key" not in read_storage("s3://bucket")["OPTIONS"]


@pytest.mark.parametrize("url", ["https://bucket", "s3:///folder", "s3://bucket?acl=public", "bucket"])
def test_an_address_that_is_none_is_refused_with_what_it_should_be(url):
    with pytest.raises(BadStorageUrl, match="STORAGE_URL"):
        read_storage(url)
