from __future__ import annotations

import pytest

from portfolio.index import postgres, sqlite
from portfolio.index.words import tokens_of


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Über Wälder", ("uber", "walder")),
        ("random-forest, 2 trees", ("random", "forest", "2", "trees")),
        ("a a A", ("a",)),
        ("\"'%*() \0", ()),
        ("snake_case", ("snake", "case")),
        ("日本語", ("日本語",)),
        ("x" * 99, ("x" * 40,)),
    ],
)
def test_words_are_letters_and_digits_without_accents(text, tokens):
    assert tokens_of(text) == tokens


def test_a_query_has_a_limit():
    assert len(tokens_of(" ".join(f"w{n}" for n in range(99)))) == 10


def test_every_token_is_quoted_and_the_last_may_go_on():
    assert sqlite.query_of(["near", 'a"b']) == '"near" AND "a""b" *'
    assert postgres.query_of(["near", "a'b"]) == "'near' & 'a''b':*"
