import numpy as np
import pytest

from evaluations.core.kinds import RawColumn, type_column


def raw(*values):
    levels = tuple(dict.fromkeys(values))
    return RawColumn("c", np.array([levels.index(value) for value in values], dtype=np.int32), levels)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "2.5", ""], "number"),
        (["0", "1", "1"], "number"),
        (["yes", "no", "yes"], "boolean"),
        (["True", "False", ""], "boolean"),
        (["Ja", "Nein"], "boolean"),
        (["sim", "Não", ""], "boolean"),
        (["да", "нет"], "boolean"),
        (["1.0", "n.d.", ":", "(null)"], "number"),
        (["yes", "No", "YES"], "category"),
        (["yes", "true"], "category"),
        (["2020-01-02", "2020-05-02", "unknown"], "date"),
        (["a good long review", "another good long review"], "text"),
        (["a good long review", "a good long review"], "category"),
        (["x" * 90, "y" * 90], "text"),
        (["red", "blue"], "category"),
        (["007", "123"], "category"),
        (["", "NA", "?"], "number"),
        (["12:30", "13:45"], "category"),
    ],
)
def test_each_kind_is_known_by_its_values(values, kind):
    assert type_column(raw(*values)).column.kind == kind


def test_a_dash_is_missing_unless_it_is_half_of_a_pair_of_signs():
    assert type_column(raw("a", "-", "b")).column.levels == ("a", "b")
    assert type_column(raw("+", "-", "x")).column.levels == ("+", "-", "x")
    assert type_column(raw("a", "-")).column.levels == ("a", "-")


def test_integer_says_how_the_numbers_were_written():
    assert type_column(raw("1", "2", "")).column.integer
    assert not type_column(raw("1.0", "2")).column.integer
    assert not type_column(raw("", "NA")).column.integer


def test_the_words_read_as_missing_are_reported_but_those_of_pandas_are_not():
    assert type_column(raw("1", "?", "NA", "none", "")).absent == ("?", "none")
