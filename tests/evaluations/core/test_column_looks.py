import numpy as np
import pytest

from evaluations.core.column_looks import describe_look, has_id_name, split_name
from tests.evaluations.core.makers import make_codes, make_number

RANDOM = np.random.default_rng(3)
RANDOM_WHOLE = RANDOM.choice(10**6, 100, replace=False).astype(float)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("customerID", ["customer", "id"]),
        ("customer_id", ["customer", "id"]),
        ("Customer Id", ["customer", "id"]),
        ("MS_SubClass", ["ms", "sub", "class"]),
        ("Unnamed: 0", ["unnamed", "0"]),
        ("價格", []),
    ],
)
def test_names_fall_into_words(name, words):
    assert split_name(name) == words


def test_a_name_ends_in_id_only_as_a_word():
    assert has_id_name("StoreID")
    assert not has_id_name("humid")
    assert not has_id_name("paid")


@pytest.mark.parametrize(
    ("column", "look"),
    [
        (make_number("nr", np.arange(100)), "id"),
        (make_number("shuffled", RANDOM.permutation(100)), "id"),
        (make_number("order_id", RANDOM_WHOLE), "id"),
        (make_number("price", RANDOM_WHOLE), None),
        (make_number("length", RANDOM.normal(size=100)), None),
        (make_number("short", np.arange(20)), None),
        (make_codes("name", [f"person {k}" for k in range(100)]), "id"),
        (make_codes("town", [f"town {k % 50}" for k in range(100)]), None),
        (make_codes("same", ["a"] * 99 + [None]), "constant"),
        (make_codes("review", [f"a b c {k}" for k in range(100)], "text"), "free_text"),
        (make_codes("day", [f"2020-01-{k % 28 + 1:02}" for k in range(100)], "date"), "date"),
        (make_codes("paid", ["yes", "no"] * 50, "boolean"), None),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_columns_look_like_what_they_are(column, look):
    assert describe_look(column) == look
