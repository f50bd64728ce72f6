"""Reading an upload, and not twice."""

import pytest

from evaluations.core.reading import Wishes
from evaluations.intake import keep_dataset, read_upload
from projects.models import DatasetVersion
from tests.factories import FLOWERS, upload

pytestmark = pytest.mark.django_db
UNDERSTOOD_BEFORE = ["as it was understood before"]


@pytest.fixture
def version(alice) -> DatasetVersion:
    """Alice's flowers, with a mark on what was understood of them."""
    version = keep_dataset(owner=alice, read=read_upload(alice, upload(FLOWERS)))
    DatasetVersion.objects.update(notes=UNDERSTOOD_BEFORE)
    return version


def test_the_same_bytes_of_the_same_learner_are_read_once(alice, version):
    again = read_upload(alice, upload(FLOWERS))
    assert (again.notes, again.profile, again.reading) == (
        UNDERSTOOD_BEFORE,
        version.profile,
        version.reading,
    )
    assert keep_dataset(owner=alice, read=again) == version


def test_whoever_else_uploads_them_is_not_told_that_they_are_known(bob, version):
    assert read_upload(bob, upload(FLOWERS)).notes == []


@pytest.mark.parametrize("wishes", [Wishes(encoding="latin-1"), Wishes(header_line=1)])
def test_what_the_owner_says_of_them_is_read_anew(alice, version, wishes):
    assert read_upload(alice, upload(FLOWERS), wishes).notes != UNDERSTOOD_BEFORE


def test_other_bytes_other_names_and_what_another_reader_understood_are_read_anew(alice, version):
    assert read_upload(alice, upload(FLOWERS, "other.csv")).notes == []
    assert (
        read_upload(alice, upload(FLOWERS + FLOWERS.splitlines(keepends=True)[1])).notes != UNDERSTOOD_BEFORE
    )
    DatasetVersion.objects.update(reader_digest="of an earlier reader")
    assert read_upload(alice, upload(FLOWERS)).notes == []
