from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from projects.models import ApiToken, Learner
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


def test_makes_the_learner_when_asked_to_and_says_so_beside_the_token(db, capsys):
    call_command("token", "grace", create=True)
    out, err = capsys.readouterr()
    assert Api(out.strip()).get("/me/").json()["username"] == "grace"
    assert err == "Made the learner “grace”.\n"
    assert not Learner.objects.get(username="grace").has_usable_password()


@pytest.mark.parametrize("name", ["admin", "a", "with space", "x" * 31])
def test_makes_no_learner_with_a_name_that_cannot_be(db, name):
    err = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("token", name, create=True, stderr=err)
    assert "cannot be a name here" in err.getvalue()
    assert not Learner.objects.exists()
