"""One request to a real receiver: no redirect is followed, no time is lost, and hostile answers stay text."""

from __future__ import annotations

import socket

import pytest

from portfolio.webhooks import sending
from portfolio.webhooks.sending import post


def send(receiver):
    return post(receiver.url, b"{}", {"Content-Type": "application/json"})


def test_what_is_taken_has_a_status_and_a_time(receiver):
    outcome = send(receiver)
    assert (outcome.status, outcome.problem, outcome.answer) == (200, "", "thanks")
    assert outcome.is_delivered
    assert 0 < outcome.seconds < 5
    assert receiver.got[0][1] == b"{}"


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_what_is_refused_says_so(status, receiver):
    receiver.status = status
    assert send(receiver).problem == f"It answered {status}."


def test_a_redirect_is_not_followed(receiver):
    receiver.status, receiver.headers = 307, {"Location": receiver.url}
    outcome = send(receiver)
    assert not outcome.is_delivered
    assert "redirects are not followed" in outcome.problem
    assert len(receiver.got) == 1


def test_410_means_never_again(receiver):
    receiver.status = 410
    assert send(receiver).is_gone


def test_a_long_and_hostile_answer_is_cut_to_a_line(receiver):
    receiver.answer = b"\x1b[2J<script>\n\x00" + b"a" * 100_000
    answer = send(receiver).answer
    assert len(answer) == 500
    assert answer.isprintable()


def test_nobody_there(receiver):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert post(f"http://127.0.0.1:{port}/", b"{}", {}).problem == "Nobody listens there."


def test_a_receiver_that_drips_is_cut_off_in_time(monkeypatch):
    monkeypatch.setattr(sending, "WHOLE_SECONDS", 0.6)
    with socket.create_server(("127.0.0.1", 0)) as slow:
        outcome = post(f"http://127.0.0.1:{slow.getsockname()[1]}/", b"{}", {})
    assert outcome.status is None
    assert outcome.problem.startswith("It took longer")
    assert outcome.seconds < 3


def test_the_certificate_has_to_be_for_the_name():
    """A connection goes to the address that was looked at, and still asks for the name's certificate."""
    assert sending.tls().check_hostname
    assert sending.tls().verify_mode.name == "CERT_REQUIRED"


def test_what_speaks_no_tls_is_told_apart(receiver):
    outcome = post(receiver.url.replace("http://", "https://"), b"{}", {})
    assert outcome.problem.startswith("The encryption failed")
