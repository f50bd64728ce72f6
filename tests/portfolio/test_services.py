from __future__ import annotations

import pytest

from evaluations.models import LockboxOpening
from portfolio.services import describe, publish, unpublish, write_up
from projects.errors import BadInput, Conflict
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
MANY_ROWS = "length,width,species\n" + "".join(
    f"{i % 13},{i % 7},{'iris' if i % 2 else 'rose'}\n" for i in range(300)
)


@pytest.fixture
def measured(alice):
    project = make_project(alice, csv=MANY_ROWS)
    make_evaluation(project)
    return project


def test_publishing_pins_the_newest_evaluation_that_succeeded(measured):
    newest = make_evaluation(measured)
    make_evaluation(measured, status="failed")
    publish(project=measured)
    newest.refresh_from_db()
    assert newest.published_version == 1


def test_publishing_opens_the_lockbox_once(measured, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(project=measured)
    with django_capture_on_commit_callbacks(execute=True):
        publish(project=measured, visibility="unlisted")
    opening = LockboxOpening.objects.get()
    assert sent() == [("evaluations.open_lockbox", opening.pk)]
    assert opening.pipeline == "logistic_regression"


def test_publishing_a_newer_evaluation_makes_the_next_version_and_opens_its_own_lockbox(measured):
    publish(project=measured)
    newer = make_evaluation(measured)
    publish(project=measured)
    newer.refresh_from_db()
    assert newer.published_version == 2
    assert LockboxOpening.objects.count() == 2


def test_data_too_small_for_a_lockbox_are_published_without_one(alice):
    project = make_project(alice)  # 60 rows
    make_evaluation(project)
    publish(project=project)
    assert not LockboxOpening.objects.exists()


def test_nothing_measured_cannot_be_published(alice):
    project = make_project(alice)
    make_evaluation(project, status="running")
    with pytest.raises(Conflict, match="no finished evaluation"):
        publish(project=project)


def test_published_means_public_or_unlisted(measured):
    with pytest.raises(BadInput, match="public or unlisted"):
        publish(project=measured, visibility="private")


def test_unpublishing_keeps_what_was_pinned(measured):
    published = publish(project=measured)
    unpublish(published)
    published.refresh_from_db()
    assert published.visibility == "private"
    assert published.evaluations.get().published_version == 1


def test_a_write_up_is_kept_as_written_and_as_safe_html(measured):
    write_up(project=measured, markdown="# Hi <script>")
    measured.refresh_from_db()
    assert measured.writeup == "# Hi <script>"
    assert measured.writeup_html == "<h2>Hi &lt;script&gt;</h2>\n"


def test_a_write_up_has_a_limit(measured, settings):
    with pytest.raises(BadInput, match="at most"):
        write_up(project=measured, markdown="x" * (settings.LIMITS.writeup_max_chars + 1))


def test_a_new_title_leaves_the_address(measured):
    describe(project=measured, title="Something else", question="")
    measured.refresh_from_db()
    assert (measured.title, measured.slug) == ("Something else", "which-flower-is-it")


def test_a_title_is_needed(measured):
    with pytest.raises(BadInput, match="needs a title"):
        describe(project=measured, title=" ", question="")
