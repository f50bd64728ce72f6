"""What the data of a project are, said and shown on the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from firstfit import keyring
from firstfit.command import main

from projects.models import Dataset
from tests.factories import make_project

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "alice/which-flower-is-it"


@pytest.fixture
def run(live_server, alice_token):
    keyring.keep_login(keyring.Login(live_server.url, alice_token))
    return lambda *words: CliRunner().invoke(main, ["data", NAME, *words])


def test_it_is_said_shown_and_taken_back(run, alice):
    make_project(alice)
    assert "license: not said" in run().output
    told = run("--license", "CC-BY-4.0", "--source", "My \x1b[31mgarden").output
    assert "license: CC-BY-4.0" in told
    assert "\x1b" not in told
    assert json.loads(run("--json").output)["license_url"].startswith("https://creativecommons.org/")
    run("--license", "")
    dataset = Dataset.objects.get()
    assert (dataset.license, dataset.source.startswith("My")) == ("", True)


def test_others_read_it_and_do_not_say_it(run, bob):
    make_project(bob, visibility="public")
    other = "bob/which-flower-is-it"
    assert "source: not said" in CliRunner().invoke(main, ["data", other]).output
    refused = CliRunner().invoke(main, ["data", other, "--license", "CC0-1.0"])
    assert refused.exit_code == 2
    assert Dataset.objects.get().license == ""


def test_a_licence_that_is_not_on_the_list_is_refused(run, alice):
    make_project(alice)
    refused = run("--license", "WTFPL")
    assert refused.exit_code == 2
    assert "Choose one of: CC0-1.0, " in " ".join(refused.output.split())
    assert "Traceback" not in refused.output
