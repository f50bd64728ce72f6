"""What a script said against what we measured, in words, and the lines that explain a gap."""

from types import SimpleNamespace

import pytest

from evaluations.models import CheckResult, SaidFigure
from evaluations.shown.claims import EXPLAINS, find_evidence, show_figures, show_left, weigh_claim
from evaluations.shown.code import show_code
from tests.factories import make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db


def make_script_model():
    """As far as it is looked at: a score with an interval."""
    return SimpleNamespace(score=SimpleNamespace(low=0.75, high=0.85, spread="0.75 to 0.85"))


SAID = {
    "model": "SVC",
    "name": "clf",
    "models": ["a (KNeighborsClassifier)", "clf (SVC)"],
    "notes": ["Line 3: os.chdir was left out."],
    "stopped": {"message": "Line 9 asks, and nobody is there to answer.", "hint": "", "line": 9},
}
LEAKY = "X = StandardScaler().fit_transform(X)\na, b, c, d = train_test_split(X, y, random_state=0)\n"


def add_check(evaluation, code, outcome, lines):
    CheckResult.objects.create(
        evaluation=evaluation, code=code, title=code, outcome=outcome, message="", evidence={"lines": lines}
    )


def test_a_gap_is_explained_by_the_lines_that_make_it(alice):
    evaluation = make_evaluation(make_project(alice))
    add_check(evaluation, "FF702", "issue", [4])
    add_check(evaluation, "FF703", "issue", [6, 9])
    add_check(evaluation, "FF705", "tip", [5])
    add_check(evaluation, "FF701", "passed", [])
    sentence = weigh_claim(0.99, "0.99", "0.80", make_script_model(), find_evidence(evaluation))
    assert sentence.startswith("It said 0.99 but we measured 0.80")
    assert sentence.endswith(
        "Its features still hold the target (lines 6 and 9). "
        "It prepares all rows before the split, test rows included (line 4)."
    )


def test_a_gap_that_no_line_explains_says_so():
    assert weigh_claim(0.99, "0.99", "0.80", make_script_model(), []).endswith(
        "No line of it explains that: it may have been lucky in its own split."
    )


def test_a_script_that_says_less_than_it_can_is_not_accused():
    assert "It is better than it says" in weigh_claim(0.5, "0.50", "0.80", make_script_model(), None)


def test_within_the_interval_both_agree():
    assert "they agree within the interval" in weigh_claim(0.8, "0.80", "0.80", make_script_model(), [])


def test_every_code_that_explains_a_gap_is_one_of_the_lines(alice):
    assert {code[:4] for code in EXPLAINS} == {"FF70"}


def test_what_a_whole_script_left_is_told_in_sentences(alice):
    plan = {"input_mode": "preprocessed", "digests": {}, "folds": 5}
    evaluation = make_evaluation(make_project(alice), said=SAID, plan=plan)
    assert show_left(evaluation) == (
        "It left 2 models: a (KNeighborsClassifier) and clf (SVC).",
        "What is measured is `clf`, a SVC.",
        "It cannot take the rows as they are, so it is given our standard preparation of them.",
        "It stopped early: Line 9 asks, and nobody is there to answer.",
        "Line 3: os.chdir was left out.",
    )


def test_marked_lines_stand_beside_the_code(alice):
    script = make_script(make_project(alice), source=LEAKY)
    code = show_code(script, "species")
    assert [(mark.code, mark.line) for mark in code.marks] == [("FF702", 1)]
    assert code.html.count('class="line marked"') == 1


def test_its_figures_are_served_to_those_who_may_read_and_to_nobody_else(alice, alice_client, client):
    evaluation = make_evaluation(make_project(alice), said=SAID)
    SaidFigure.objects.create(evaluation=evaluation, position=0, line=7, width=3, height=2, png=b"\x89PNG")
    (picture,) = show_figures(evaluation)
    answer = alice_client.get(picture.url)
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/png", b"\x89PNG")
    assert picture.title == "Figure 1 of the script, line 7"
    assert client.get(picture.url).status_code == 404
    assert alice_client.get(picture.url.replace("0.png", "1.png")).status_code == 404
    page = alice_client.get(evaluation.get_absolute_url()).content.decode()
    assert picture.url in page
    assert "drawn by the script and not by us" in page
