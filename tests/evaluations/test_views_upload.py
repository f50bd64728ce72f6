"""`/new/`: a file becomes a data set, or a sentence says why not and nothing is kept."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from projects.models import Dataset, DatasetVersion
from tests.factories import FLOWERS, make_dataset_version, upload

NEW = reverse("new")

REFUSED = {
    "an empty file": (b"", "empty.csv", "is empty"),
    "blank lines only": (b"\n \n\n", "blank.csv", "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "cat.png", "PNG"),
    "bytes of no text": (bytes(range(256)) * 20, "noise.csv", "not a text file"),
    "one column": (b"species\n" + b"iris\n" * 40, "one.csv", "one column"),
    "a header alone": (b"a,b,c\n", "head.csv", "row"),
    "an encoding that is not text": (
        b"\xff\xfea\x00,\x00b\x00\n\x00\x00\xd8",
        "wrong.csv",
        "breaks off at byte 10",
    ),
}


def test_a_stranger_is_sent_to_log_in_and_back(client, db):
    assert client.get(NEW).url == f"{reverse('account_login')}?next={NEW}"


def test_the_page_says_what_is_accepted(alice_client):
    page = alice_client.get(NEW)
    text = " ".join(page.content.decode().split())
    assert page.status_code == 200
    assert "Up to 25 MB, 100,000 rows, 300 columns." in text
    assert 'enctype="multipart/form-data"' in text


def test_a_table_is_kept_and_its_question_is_next(alice_client, alice):
    answer = alice_client.post(NEW, {"data": upload(FLOWERS)})
    version = DatasetVersion.objects.get(dataset__owner=alice)
    assert answer.url == reverse("new_question", args=[version.pk])
    assert version.rows == 60


def test_the_same_bytes_again_are_the_same_data_set(alice_client):
    first = alice_client.post(NEW, {"data": upload(FLOWERS)})
    assert alice_client.post(NEW, {"data": upload(FLOWERS, "again.csv")}).url == first.url
    assert DatasetVersion.objects.count() == 1


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_beside_the_field_and_leaves_nothing(name, alice_client):
    data, filename, words = REFUSED[name]
    answer = alice_client.post(NEW, {"data": upload(data, filename)})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="field-error"' in text
    assert words.lower() in text.lower()
    assert not Dataset.objects.exists()


def test_no_file_is_asked_for(alice_client):
    answer = alice_client.post(NEW, {})
    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


def test_a_file_above_the_limit_is_cut_short_and_says_so(alice_client):
    too_much = b"a,b\n" + b"1,2\n" * (settings.LIMITS.upload_max_bytes // 4 + 1)
    answer = alice_client.post(NEW, {"data": upload(too_much, "huge.csv")})
    text = answer.content.decode()
    assert answer.status_code == 413
    assert "“huge.csv” is larger than 25 MB" in text
    assert "take a random sample" in text
    assert "Choose a file first." not in text
    assert not Dataset.objects.exists()


def test_a_quota_is_said_beside_the_field(alice_client, alice, settings):
    settings.LIMITS = type(settings.LIMITS)(datasets_per_learner=1)
    make_dataset_version(alice)
    answer = alice_client.post(NEW, {"data": upload(FLOWERS + "5.0,2.0,red,iris\n")})
    assert answer.status_code == 429
    assert "Delete one that you no longer need." in answer.content.decode()


def test_a_hostile_file_name_is_shown_as_text(alice_client):
    answer = alice_client.post(NEW, {"data": upload(b"", '<img src=x onerror="alert(1)">.csv')})
    assert "<img" not in answer.content.decode()


def test_earlier_uploads_are_offered_again_but_only_ones_own(alice_client, alice, bob):
    mine = make_dataset_version(alice)
    theirs = make_dataset_version(bob, filename="secret.csv")
    text = alice_client.get(NEW).content.decode()
    assert reverse("new_question", args=[mine.pk]) in text
    assert reverse("new_question", args=[theirs.pk]) not in text


def test_the_number_of_queries_does_not_grow_with_uploads(alice_client, alice, django_assert_num_queries):
    for rows in range(3):
        make_dataset_version(alice, csv=FLOWERS + "5.0,2.0,red,iris\n" * rows)
    with django_assert_num_queries(3):  # session, learner, uploads
        alice_client.get(NEW)
