"""Every address that answers with a page is visited by the quality suite, or it is said here why not."""

from __future__ import annotations

import uuid

from django.urls import resolve

from tests.journeys.pages import PAGES
from tests.rules.routes import route_names

WORLD = dict.fromkeys(("published", "draft", "failed", "running"), str(uuid.uuid4())) | {
    "upload": "1",
    "webhook": "1",
}
NOT_PAGES = {  # files, feeds, pictures and fragments
    "healthz", "readyz", "robots", "sitemap", "sitemap_section", "tag_feed", "dataset_feed", "learner_feed",
    "following_feed", "croissant", "export_portfolio", "export", "project_data", "preview", "badge", "oembed",
    "site_preview", "person_preview", "dataset_preview",
    "environment_lock", "learn_starter", "evaluation_said_figure", "evaluation_notebook_picture",
    "evaluation_progress", "compare_on_board",
}  # fmt: skip
BUTTONS = {  # answer a POST, and lead on
    "project_unpublish", "token_revoke", "evaluation_cancel", "answer_check", "pin_project", "star_project",
    "follow_person", "follow_tag", "follow_dataset", "change_feed", "correct_reading", "use_dataset",
    "webhook_pause", "webhook_secret", "webhook_test", "webhook_delete", "webhook_redeliver",
}  # fmt: skip
ELSEWHERE = {  # pages of the library, with our words; reached by links in letters, or shown for a moment
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_inactive", "account_set_password", "account_reauthenticate", "account_confirm_login_code",
    "webhook_delivery",
    "account_confirm_email", "account_email_verification_sent", "account_password_change_done",
}  # fmt: skip


def test_every_page_is_on_the_list():
    visited = {
        resolve(page.address.format(**WORLD).split("?")[0]).url_name for page in PAGES if page.status == 200
    }
    known = visited | NOT_PAGES | BUTTONS | ELSEWHERE
    missing = {name for name in route_names() if not name.startswith("api_")} - known
    assert not missing, f"Add them to tests/journeys/pages.py: {missing}"


def test_no_address_is_excused_that_is_not_there():
    assert route_names() >= NOT_PAGES | BUTTONS


def test_names_are_told_apart():
    names = [page.name for page in PAGES]
    assert len(names) == len(set(names))
