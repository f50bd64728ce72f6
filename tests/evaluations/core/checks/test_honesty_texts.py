"""The experimenting checks have words, a place in the documentation and a test file each, like all others."""

from pathlib import Path

from evaluations.core.checks.honesty_texts import HONESTY_TEXTS

ROOT = Path(__file__).parents[4]
DOCUMENTED = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")


def test_every_check_is_documented_in_its_own_words():
    for text in HONESTY_TEXTS.values():
        assert f"\n## {text.code} {text.title}\n" in DOCUMENTED
        assert text.why in DOCUMENTED
        assert text.what_to_do in DOCUMENTED
        assert f"](#{text.anchor})" in DOCUMENTED


def test_every_check_has_a_test_file_of_its_own():
    for code in HONESTY_TEXTS:
        assert len(list(Path(__file__).parent.glob(f"test_{code.lower()}_*.py"))) == 1
