"""The checks as a whole: each has a code, words, a place in the documentation, and JSON to show."""

import json
from pathlib import Path

from evaluations.core.checks.registry import CHECKS, run_checks
from evaluations.core.checks.texts import TEXTS
from tests.evaluations.core.checks.contexts import NOISE, TARGET, make_context

ROOT = Path(__file__).parents[4]
DOCUMENTED = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")


def test_every_check_has_words_and_every_text_a_check():
    assert [check.code for check in CHECKS] == list(TEXTS)
    for text in TEXTS.values():
        assert text.looks_for.endswith(".")
        assert text.why.endswith(".")
        assert text.what_to_do.endswith(".")


def test_every_check_is_documented_in_its_own_words():
    for text in TEXTS.values():
        assert f"## {text.code} {text.title}\n" in DOCUMENTED
        assert text.why in DOCUMENTED
        assert text.what_to_do in DOCUMENTED


def test_every_check_has_a_test_file_of_its_own():
    folder = Path(__file__).parent
    for code in TEXTS:
        assert len(list(folder.glob(f"test_{code.lower()}_*.py"))) == 1, code


def test_every_check_answers_once_in_order_with_json():
    outcomes = run_checks(make_context(NOISE, TARGET))
    assert [outcome.code for outcome in outcomes] == list(TEXTS)
    for outcome in outcomes:
        json.dumps(outcome.evidence, allow_nan=False)
        assert outcome.message
        assert outcome.docs.startswith("docs/checks.md#ff")
