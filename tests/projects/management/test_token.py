from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from projects.models import ApiToken
from tests.api_contract import Api


def test_prints_a_write_token_and_nothing_else(alice, capsys):
    call_command("token", "alice")
    out, err = capsys.readouterr()
    assert err == ""
    assert out.count("\n") == 1
    assert Api(out.strip()).get("/me/").json()["token"]["scope"] == "write"


def test_says_in_one_sentence_that_there_is_no_such_learner(db):
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("token", "nobody", stdout=out, stderr=err)
    assert ended.value.code == 1
    assert (out.getvalue(), err.getvalue()) == (
        "",
        "There is no learner “nobody”: sign up on the site first.\n",
    )
    assert not ApiToken.objects.exists()
