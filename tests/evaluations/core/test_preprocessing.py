"""The encoding against plain scikit-learn's, value by value, and its borders."""

import numpy as np
import pandas as pd
import pytest
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from evaluations.core.preprocessing import prepare
from tests.evaluations.core.makers import make_codes, make_number, make_table


def test_numbers_get_the_training_median_an_indicator_and_unit_scale():
    train = make_table(make_number("x", [1.0, 3.0, np.nan, 5.0]))
    test = make_table(make_number("x", [np.nan, 7.0]))
    made = prepare(train, test)
    # filled: 1 3 3 5: mean 3, population sd √2; indicator 0 0 1 0: mean .25, sd √.1875
    assert made.train[:, 0] == pytest.approx(np.array([-2, 0, 0, 2]) / np.sqrt(2))
    assert made.test[:, 0] == pytest.approx([0, 4 / np.sqrt(2)])
    assert made.test[:, 1] == pytest.approx(np.array([0.75, -0.25]) / np.sqrt(0.1875))


def test_no_statistic_of_the_test_rows_is_used():
    train = make_table(make_number("x", [0.0, 2.0]), make_codes("c", ["a", "b"]))
    levels = train["c"].levels
    assert levels == ("a", "b")
    calm = prepare(train, train).train
    wild = prepare(train, make_table(make_number("x", [1e9, np.nan]), train["c"])).train
    assert (calm == wild).all()


@pytest.mark.parametrize("n_levels", [3, 20, 21, 60])
def test_one_hot_columns_equal_scikit_learns_with_cap_and_unknowns(n_levels):
    rng = np.random.default_rng(n_levels)
    labels = [f"level {k}" for k in rng.integers(0, n_levels, 200)]
    labels[::17] = [None] * len(labels[::17])
    whole = make_table(make_codes("c", labels))
    train, test = whole.take(np.arange(120)), whole.take(np.arange(120, 200))
    plain = np.array([[label or "(missing)"] for label in labels], dtype=object)
    encoder = OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=20, sparse_output=False).fit(
        plain[:120]
    )
    made = prepare(train, test)
    assert (made.train == encoder.transform(plain[:120])).all()
    expected = encoder.transform(plain[120:])
    assert (made.test == expected).all()


def test_dates_become_year_month_day_and_weekday():
    days = ["2024-02-29", "2023-01-01", "2025-12-31"]
    made = prepare(*[make_table(make_codes("d", days, "date"))] * 2)
    # Thursday 3, Sunday 6, Wednesday 2
    parts = np.array([[2024, 2, 29, 3], [2023, 1, 1, 6], [2025, 12, 31, 2]], dtype=float)
    assert made.train == pytest.approx((parts - parts.mean(axis=0)) / parts.std(axis=0))


def test_a_column_empty_in_the_training_rows_gives_zeros():
    train = make_table(make_number("x", [np.nan, np.nan]), make_number("z", [1.0, 2.0]))
    made = prepare(train, make_table(make_number("x", [5.0, np.nan]), make_number("z", [1.0, 2.0])))
    assert np.isfinite(made.train).all()
    assert made.train[:, 0].tolist() == [0.0, 0.0]
    assert made.test[:, 0].tolist() == [5.0, 0.0]


def test_texts_give_at_most_two_hundred_terms():
    rng = np.random.default_rng(0)
    texts = [" ".join(f"word{k}" for k in rng.integers(0, 900, 30)) for _ in range(50)]
    made = prepare(*[make_table(make_codes("t", texts, "text"))] * 2)
    assert made.train.shape == (50, 200)
    assert (made.train >= 0).all()


def test_groups_name_the_encoded_columns_of_each_column_in_table_order():
    table = make_table(
        make_codes("colour", ["red", "blue", "red", "blue"]),
        make_number("gappy", [1.0, np.nan, 2.0, 3.0]),
        make_codes("day", ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"], "date"),
        make_codes("words", ["one two", "two", "three", "one"], "text"),
    )
    made = prepare(table, table)
    # matrix: gappy, four date parts, gappy's indicator, two colours, three words
    assert [group.tolist() for group in made.groups] == [[6, 7], [0, 5], [1, 2, 3, 4], [8, 9, 10]]
    assert made.train.shape[1] == 11


def test_the_numeric_block_is_column_major_as_pandas_gives_it():
    table = make_table(make_number("a", [1.0, 2.0, 4.0]), make_number("b", [1.0, 3.0, 9.0]))
    assert prepare(table, table).train.flags.f_contiguous


@pytest.mark.parametrize("n_numbers", [1, 2, 3])
@pytest.mark.parametrize("n_gappy", [0, 1, 2])
def test_the_numeric_block_is_scikit_learns_to_the_bit(n_numbers, n_gappy):
    """One unit in the last place decides ties between neighbours, and those decide scores."""
    values = np.random.default_rng(n_numbers).normal(50, 9, size=(90, n_numbers)).round(1)
    values[::4, :n_gappy] = np.nan
    frame = pd.DataFrame({f"x{j}": column for j, column in enumerate(values.T)})
    plain = make_pipeline(SimpleImputer(add_indicator=n_gappy > 0, strategy="median"), StandardScaler())
    train, test = (make_table(*(make_number(name, part[name]) for name in frame)) for part in parted(frame))
    ours = prepare(train, test)
    np.testing.assert_array_equal(ours.train, plain.fit_transform(frame[:60]))
    np.testing.assert_array_equal(ours.test, plain.transform(frame[60:]))


def parted(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    return frame[:60], frame[60:]
