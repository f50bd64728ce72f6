from pathlib import Path

from evaluations.core.checks.script_lines import check_script
from evaluations.core.checks.script_texts import SCRIPT_TEXTS
from evaluations.core.script_lint import CODES

DOCUMENTED = (Path(__file__).parents[4] / "docs" / "checks.md").read_text(encoding="utf-8")
LEAKY = """import pandas as pd
df = pd.read_csv("a.csv")
X = StandardScaler().fit_transform(df)
X_train, X_test, y_train, y_test = train_test_split(X, df["y"])
"""


def test_every_code_of_a_line_has_words_and_a_place_in_the_docs():
    assert tuple(SCRIPT_TEXTS) == CODES
    for text in SCRIPT_TEXTS.values():
        assert f"## {text.code} {text.title}\n" in DOCUMENTED
        assert text.why in DOCUMENTED
        assert text.what_to_do in DOCUMENTED


def test_each_is_answered_once_and_names_its_lines():
    found = {check.code: check for check in check_script(LEAKY, "y")}
    assert list(found) == list(CODES)
    assert found["FF702"].outcome == "issue"
    assert found["FF702"].evidence == {"lines": [3]}
    assert found["FF702"].message.startswith(
        "Line 3: StandardScaler learns from all rows here, before the split"
    )
    assert (found["FF703"].outcome, found["FF705"].outcome) == ("issue", "tip")
    assert (found["FF701"].outcome, found["FF701"].evidence) == ("passed", {})


def test_a_message_ends_with_why_and_what_to_do_as_those_of_other_checks_do():
    text = SCRIPT_TEXTS["FF705"]
    (tip,) = [check for check in check_script(LEAKY, "y") if check.code == "FF705"]
    assert tip.message.endswith(f"{text.why} {text.what_to_do}")
