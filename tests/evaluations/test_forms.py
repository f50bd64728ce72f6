"""What a learner types, read as it was meant."""

from __future__ import annotations

import pytest

from evaluations.forms import NewScriptForm, ScriptForm
from tests.factories import FOREST, upload


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        ("0.8", 0.8),
        ("0,8", 0.8),
        (" .8 ", 0.8),
        ("80%", 0.8),
        ("80 %", 0.8),
        ("80\u00a0%", 0.8),
        ("-1.5", -1.5),
        ("12000", 12000.0),
        ("1e3", 1000.0),
        ("", None),
    ],
)
def test_a_guess_is_read_as_people_write_it(typed, guess):
    form = ScriptForm({"guess": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["guess"] == guess


@pytest.mark.parametrize("typed", ["good", "%", "0.8.1", "1/2"])
def test_what_is_no_number_is_named(typed):
    form = ScriptForm({"guess": typed})
    assert form.errors["guess"] == [f"“{typed}” is not a number. Write it like 0.8."]


@pytest.mark.parametrize(
    ("sure", "words"), [("20", "Below 50 %, guess another number"), ("100", "Nobody is surer than 99 %.")]
)
def test_a_certainty_that_cannot_be_is_said_in_words_that_hold_a_per_cent_sign(sure, words):
    form = ScriptForm({"guess": "0.8", "certainty": sure})
    assert words in form.errors["certainty"][0]
    assert words in form["certainty"].errors.as_data()[0].messages[0]  # as the page shows them


def test_pasted_code_becomes_a_file_and_none_stays_none():
    form = ScriptForm({"code": "x = 1\r\n"})
    assert form.is_valid()
    assert (form.given_script().name, form.given_script().read()) == ("script.py", b"x = 1\n")
    empty = ScriptForm({"code": " \n"})
    assert empty.is_valid()
    assert empty.given_script() is None


def test_an_error_about_the_script_stands_where_the_script_was_given():
    assert ScriptForm({"code": FOREST}).field_of("script") == "code"
    assert ScriptForm({}, {"script": upload(FOREST)}).field_of("script") == "script"
    assert ScriptForm({"code": FOREST}).field_of("guess") == "guess"


def test_a_next_script_is_asked_for_once():
    assert NewScriptForm({}).errors["code"] == ["There is no script yet. Choose a file or paste your code."]
    assert "code" not in NewScriptForm({"guess": "good"}).errors
