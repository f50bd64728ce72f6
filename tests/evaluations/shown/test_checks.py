from __future__ import annotations

import pytest

from evaluations.core.checks.texts import TEXTS
from evaluations.models import CheckResult
from evaluations.shown.checks import show_checks, show_evidence, write_evidence


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.98514, "0.985"),
        (True, "yes"),
        (None, ""),
        ([], ""),
        (["a", "b"], "a, b"),
        ([{"row": 3, "why": "x"}], "row: 3; why: x"),
        ("\u202e\x00<b>", "<b>"),
        (list(range(15)), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 3 more"),
        (float("nan"), "nan"),
    ],
)
def test_any_json_value_becomes_a_short_wording(value, text):
    assert write_evidence(value) == text


def test_evidence_without_content_is_left_out():
    assert show_evidence({"judged_on": "ROC AUC", "empty": {}}) == [("judged on", "ROC AUC")]


def test_the_serious_come_first_and_each_part_of_a_message_stands_for_itself():
    text = TEXTS["FF401"]
    message = f"It is so. {text.why} {text.what_to_do}"
    found = [
        CheckResult(code="FF101", title="A", outcome="tip", message="A tip."),
        CheckResult(code="FF401", title="B", outcome="issue", message=message),
        CheckResult(code="FF999", title="C", outcome="passed", message="Fine."),
    ]
    shown = show_checks(found)
    assert [check.code for check in shown.raised] == ["FF401", "FF101"]
    assert (shown.issues[0].message, shown.issues[0].why) == ("It is so.", text.why)
    assert [words for _, _, words in shown.counts] == ["1 check passed", "1 tip", "1 issue, not answered yet"]
