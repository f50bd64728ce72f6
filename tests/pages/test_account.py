"""Signing up, in and out; pages that went wrong; what every page's frame promises."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from projects.models import Learner
from tests.factories import make_learner, make_project

PASSWORD = "correct horse battery"
SIGN_UP, LOG_IN = reverse("account_signup"), reverse("account_login")
FORGOT = reverse("account_reset_password")


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_signing_up_takes_a_name_and_one_password_and_goes_where_one_wanted(client, db):
    wanted = {"username": "Emmy", "email": "", "password1": PASSWORD, "next": "/new/"}
    answer = client.post(SIGN_UP, wanted, follow=True)
    assert answer.redirect_chain[-1][0] == "/new/"
    assert answer.context["user"].username == "emmy"  # lowercase: it stands in addresses


def test_the_way_to_a_page_goes_through_log_in_and_back(client, db):
    make_learner("emmy", password=PASSWORD)
    first = client.get("/new/", follow=True)
    assert 'name="next" value="/new/"' in text_of(first)
    assert f"{SIGN_UP}?next=" in text_of(first)
    wanted = {"login": "emmy", "password": PASSWORD, "next": "/new/"}
    assert client.post(LOG_IN, wanted).url == "/new/"


def test_either_name_or_address_lets_one_in_and_the_label_says_so(client, db):
    make_learner("emmy", password=PASSWORD, email="emmy@example.org")
    page = text_of(client.get(LOG_IN))
    assert "Username or email" in page
    assert 'autocomplete="username"' in page
    wanted = {"login": "emmy@example.org", "password": PASSWORD, "next": "/new/"}
    assert client.post(LOG_IN, wanted).url == "/new/"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"username": "admin", "password1": PASSWORD}, "is used by the site itself"),
        ({"username": "no spaces", "password1": PASSWORD}, "lowercase letters, digits or hyphens"),
        ({"username": "alice", "password1": PASSWORD}, "Choose another"),
        ({"username": "emmy", "password1": "abc"}, "too short"),
        ({"username": "emmy", "password1": PASSWORD, "email": "nowhere"}, "valid email"),
        ({"username": "<b>x</b>", "password1": PASSWORD}, "lowercase"),
    ],
)
def test_what_cannot_be_a_learner_is_said_beside_its_field(wanted, words, client, alice):
    answer = client.post(SIGN_UP, wanted)
    assert 'class="field-error"' in text_of(answer)
    assert words in text_of(answer)
    assert "<b>x</b>" not in text_of(answer)
    assert Learner.objects.count() == 1


def test_a_wrong_password_says_so_and_not_which_part_was_wrong(client, alice):
    wrong = client.post(LOG_IN, {"login": "alice", "password": "wrong password"})
    nobody = client.post(LOG_IN, {"login": "nobody", "password": "wrong password"})
    notice = r'<p class="notice error" role="alert">(.*?)</p>'
    assert re.search(notice, text_of(wrong))[1] == re.search(notice, text_of(nobody))[1]


def test_logging_out_needs_a_form_and_works(alice_client):
    assert "Log out?" in text_of(alice_client.get(reverse("account_logout")))
    alice_client.post(reverse("account_logout"))
    assert alice_client.get("/settings/").status_code == 302


def test_a_forgotten_password_is_reset_by_mail(client, db):
    make_learner("emmy", email="emmy@example.org")
    client.post(reverse("account_reset_password"), {"email": "emmy@example.org"})
    link = re.search(r"https?://\S+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    form = page.request["PATH_INFO"]
    assert "Choose a new password" in text_of(page)
    done = client.post(form, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert "Your password is changed" in text_of(done)
    assert client.login(username="emmy", password=PASSWORD)


@pytest.mark.parametrize(
    ("form", "address", "subject", "words"),
    [
        (SIGN_UP, "new@example.org", "Confirm your address for Firstfit", "press the button there"),
        (SIGN_UP, "emmy@example.org", "You have an account on Firstfit already", "/password/reset/"),
        (FORGOT, "emmy@example.org", "Choose a new password for Firstfit", "Your username is emmy."),
        (FORGOT, "no@example.org", "No account with this address on Firstfit", "/accounts/signup/"),
    ],
)  # fmt: skip
def test_every_letter_says_in_our_words_what_to_do(form, address, subject, words, client, db, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # as in production
    EmailAddress.objects.create(
        user=make_learner("emmy", email="emmy@example.org"), email="emmy@example.org", verified=True
    )
    client.post(form, {"email": address, "username": "newton", "password1": PASSWORD})
    letter = mail.outbox[0]
    assert letter.subject == subject
    assert words in letter.body
    assert "testserver!" not in letter.body


def test_who_has_signed_up_sees_how_to_begin(client, db):
    answer = client.post(SIGN_UP, {"username": "emmy", "password1": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/@emmy/"
    assert "Your portfolio begins with one question" in text_of(answer)


def test_an_address_can_be_added_and_removed(alice_client, alice):
    page, other = reverse("account_email"), "alice@example.com"
    added = text_of(alice_client.post(page, {"email": other, "action_add": ""}, follow=True))
    assert f"We sent a mail to {other}." in added
    assert "not confirmed yet" in added
    removed = alice_client.post(page, {"email": other, "action_remove": ""}, follow=True)
    assert f"{other} is removed." in text_of(removed)


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_change_password",
        "account_email",
        "account_logout",
        "account_inactive",
    ],
)
def test_every_account_page_stands_in_our_frame(name, client, alice_client):
    for reader in (client, alice_client):
        answer = reader.get(reverse(name), follow=True)
        assert answer.status_code == 200
        assert 'class="masthead"' in text_of(answer)


@pytest.mark.parametrize("path", ["/nowhere/", "/@nobody/", "/new/999/"])
def test_a_missing_page_is_a_page(path, alice_client):
    answer = alice_client.get(path)
    assert answer.status_code == 404
    assert "Not found" in text_of(answer)
    assert answer["X-Request-ID"] in text_of(answer)


def test_a_form_without_its_token_says_what_to_do(alice):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    answer = strict.post("/settings/", {"name": "x"})
    assert answer.status_code == 403
    assert "load the page again" in text_of(answer)


def test_after_a_fault_of_ours_the_page_asks_nothing_of_the_database(alice_client, monkeypatch):
    def break_down(*args, **kwargs):
        raise RuntimeError("out of order")

    alice_client.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("django.db.backends.utils.CursorWrapper.execute", break_down)
        answer = alice_client.get("/settings/")
    assert answer.status_code == 500
    assert "Nothing of yours is lost." in text_of(answer)


@pytest.mark.parametrize("path", ["/", "/explore/", "/new/", "/settings/", "/settings/tokens/", LOG_IN])
def test_no_page_has_inline_style_or_script(path, alice_client, client):
    for reader in (alice_client, client):
        answer = reader.get(path, follow=True)
        text = text_of(answer)
        assert " style=" not in text
        assert "<style" not in text
        assert " onclick=" not in text
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
        assert "'unsafe" not in answer["Content-Security-Policy"]


def test_a_page_has_one_h1_a_language_and_a_way_past_its_head(alice_client):
    text = text_of(alice_client.get("/new/"))
    assert text.count("<h1") == 1
    assert '<html lang="en">' in text
    assert '<a class="skip" href="#main">' in text
    assert '<main id="main"' in text


def test_a_hostile_name_is_text_in_the_masthead_and_in_titles(alice_client, alice):
    project = make_project(alice, title='"><script>alert(1)</script>')
    text = text_of(alice_client.get(f"/@alice/{project.slug}/evaluate/"))
    assert "<script>alert" not in text
