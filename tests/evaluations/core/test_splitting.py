"""The lockbox and the folds: disjoint, complete, stratified and the same for everybody."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.core.splitting import encode_target, split
from evaluations.core.table import Table
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table


def make_classes(counts, missing=0, seed=0):
    labels = [label for label, count in counts.items() for _ in range(count)] + [None] * missing
    shuffled = np.random.default_rng(seed).permutation(np.array(labels, dtype=object)).tolist()
    return make_table(make_number("x", np.arange(len(labels)) / 7), make_codes("y", shuffled))


class_counts = st.lists(st.integers(2, 90), min_size=2, max_size=5).filter(lambda counts: sum(counts) >= 20)


@settings(max_examples=40, deadline=None)
@given(counts=class_counts, missing=st.integers(0, 10), seed=st.integers(0, 3))
def test_lockbox_and_folds_are_disjoint_and_cover_the_usable_rows(counts, missing, seed):
    table = make_classes({f"c{i}": count for i, count in enumerate(counts)}, missing, seed)
    protocol = make_protocol(table)
    parts = split(table, protocol)
    usable, _ = encode_target(table, protocol)
    assert sorted([*parts.lockbox, *parts.development]) == usable.tolist()
    assert len(parts.folds) == protocol.n_folds
    for repeat in range(protocol.n_repeats):
        folds = [fold for fold in parts.folds if fold.repeat == repeat]
        assert sorted(np.concatenate([fold.test for fold in folds])) == sorted(parts.development)
        for fold in folds:
            assert sorted([*fold.train, *fold.test]) == sorted(parts.development)


@settings(max_examples=40, deadline=None)
@given(counts=class_counts)
def test_every_fold_holds_its_share_of_every_class(counts):
    table = make_classes({f"c{i}": count for i, count in enumerate(counts)})
    protocol = make_protocol(table)
    parts = split(table, protocol)
    rows, y = encode_target(table, protocol)
    code = dict(zip(rows.tolist(), y.tolist(), strict=True))
    for label in range(len(protocol.classes)):
        total = sum(code[row] == label for row in parts.development)
        in_tests = [sum(code[row] == label for row in fold.test) for fold in parts.folds]
        assert min(in_tests) >= 1
        assert max(abs(found - total / protocol.n_splits) for found in in_tests) < 1


def test_a_known_table_gives_a_lockbox_of_a_fifth_of_each_class():
    table = make_classes({"a": 150, "b": 101})
    protocol = make_protocol(table)
    parts = split(table, protocol)
    rows, y = encode_target(table, protocol)
    locked = y[np.isin(rows, parts.lockbox)]
    # 150 × 0.2 = 30, 101 × 0.2 = 20.2
    assert np.bincount(locked.astype(int)).tolist() == [30, 20]
    assert [len(fold.test) for fold in parts.folds[:5]] == [41, 40, 40, 40, 40]


def test_regression_folds_cover_rows_with_a_target_only():
    y = np.linspace(0, 1, 250)
    y[:10] = np.nan
    table = make_table(make_number("x", np.arange(250)), make_number("y", y))
    parts = split(table, make_protocol(table))
    assert len(parts.lockbox) == 48  # 240 × 0.2
    assert min(parts.lockbox.min(), parts.development.min()) == 10


def test_the_folds_are_the_same_twice_and_follow_the_seed():
    table = make_classes({"a": 60, "b": 60})
    protocol = make_protocol(table)
    reseeded = dataclasses.replace(protocol, seed=protocol.seed + 1)
    first, again, other = (split(table, p) for p in (protocol, protocol, reseeded))
    assert [fold.test.tolist() for fold in first.folds] == [fold.test.tolist() for fold in again.folds]
    assert [fold.test.tolist() for fold in first.folds] != [fold.test.tolist() for fold in other.folds]


def test_the_order_of_the_columns_does_not_change_the_folds():
    table = make_classes({"a": 60, "b": 60})
    turned = Table(table.columns[::-1], table.n_rows)
    one, other = split(table, make_protocol(table)), split(turned, make_protocol(turned))
    assert [fold.train.tolist() for fold in one.folds] == [fold.train.tolist() for fold in other.folds]


def test_the_order_of_the_file_is_not_kept():
    table = make_table(make_number("x", np.arange(100)), make_codes("y", ["a"] * 50 + ["b"] * 50))
    fold = split(table, make_protocol(table)).folds[0]
    assert (np.diff(fold.test) < 0).any()
    assert (np.diff(fold.train) < 0).any()


def test_numeric_labels_are_encoded_in_numeric_order():
    values = np.array([10.0, 2.0, np.nan, 10.0] * 10)
    table = make_table(make_number("x", np.arange(40)), make_number("y", values, integer=True))
    rows, y = encode_target(table, make_protocol(table))
    assert rows[:4].tolist() == [0, 1, 3, 4]
    assert y[:4].tolist() == [1.0, 0.0, 1.0, 1.0]


def test_a_row_of_a_class_that_is_not_kept_is_not_used():
    labels = ["a", "b"] * 15 + ["odd"]
    table = make_table(make_number("x", np.arange(31)), make_codes("y", labels))
    rows, _ = encode_target(table, make_protocol(table))
    assert rows.tolist() == list(range(30))


def test_a_protocol_for_other_data_is_refused():
    table = make_classes({"a": 20, "b": 20})
    with pytest.raises(ValueError, match="built for other data"):
        split(table.take(np.arange(30)), make_protocol(table))
