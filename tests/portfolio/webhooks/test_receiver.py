"""The receiver of docs/webhooks.md, run as it stands there."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys

import pytest

from config.children import wait_until
from portfolio.webhooks.delivery import deliver
from portfolio.webhooks.events import EVENTS, TEST
from portfolio.webhooks.services import create_webhook, redeliver, send_test
from tests.rules.house import ROOT

GUIDE = (ROOT / "docs" / "webhooks.md").read_text()
CODE = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)[1]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.django_db
def test_it_takes_what_is_genuine_and_refuses_the_rest(alice, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    webhook, secret = create_webhook(owner=alice, url=f"http://127.0.0.1:{port}/")
    env = {**os.environ, "WEBHOOK_SECRET": secret, "RECEIVER_PORT": str(port)}
    printed = tmp_path / "printed"
    with (
        printed.open("w") as out,
        subprocess.Popen([sys.executable, "-c", CODE], env=env, stdout=out) as running,
    ):
        try:
            assert wait_until(lambda: answers(port), 20)
            row = send_test(webhook)
            deliver(row.pk)
            row.refresh_from_db()
            assert (row.state, row.attempts[0]["status"]) == ("delivered", 204)
            told = "webhook.test {'message': 'Firstfit reaches you.'}"
            assert wait_until(lambda: told in printed.read_text(), 10)  # it answers before it prints
            forged = create_webhook(owner=alice, url=webhook.url)[0]
            row = send_test(forged)
            deliver(row.pk)
            row.refresh_from_db()
            assert row.attempts[0]["status"] == 400
            assert redeliver(row).pk == row.pk
        finally:
            running.kill()


@pytest.mark.parametrize("event", [*EVENTS, TEST])
def test_every_event_is_explained(event):
    assert f"`{event}`" in GUIDE
