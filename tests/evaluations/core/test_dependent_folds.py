"""Groups stay whole, the past comes before the future, and what cannot be cut is refused in words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.model_selection import TimeSeriesSplit

from evaluations.core.protocol import Protocol, ProtocolError
from evaluations.core.splitting import split
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table


def make_grouped(sizes, seed=0, task="binary"):
    rng = np.random.default_rng(seed)
    who = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    labels = make_codes("y", ["ab"[k] for k in rng.integers(0, 2, len(who))])
    target = labels if task == "binary" else make_number("y", rng.normal(size=len(who)))
    names = make_codes("who", [f"p{k}" for k in who])
    return make_table(make_number("x", rng.normal(size=len(who))), names, target)


def owners(table, rows):
    return set(table["who"].values[rows].tolist())


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(st.integers(2, 60), min_size=6, max_size=30).filter(lambda sizes: sum(sizes) >= 60),
    seed=st.integers(0, 3),
    task=st.sampled_from(["binary", "regression"]),
)
def test_no_group_is_ever_on_both_sides_and_no_fold_is_empty(sizes, seed, task):
    table = make_grouped(sizes, seed, task)
    protocol = make_protocol(table, group="who")
    parts = split(table, protocol)
    assert len(parts.folds) == protocol.n_folds == protocol.n_splits
    assert not owners(table, parts.lockbox) & owners(table, parts.development)
    assert sorted(np.concatenate([fold.test for fold in parts.folds])) == sorted(parts.development)
    for fold in parts.folds:
        assert len(fold.train)
        assert len(fold.test)
        assert not owners(table, fold.train) & owners(table, fold.test)


def test_the_lockbox_takes_whole_groups_up_to_a_fifth_of_the_rows():
    table = make_grouped([10] * 30)
    protocol = make_protocol(table, group="who")
    assert protocol.splitter == "stratified_group_k_fold"
    # a fifth of 300 rows: six groups of ten
    assert len(split(table, protocol).lockbox) == 60


def test_one_enormous_group_leaves_groups_for_every_fold():
    table = make_grouped([900] + [5] * 11)
    parts = split(table, make_protocol(table, group="who"))
    assert len(owners(table, parts.lockbox)) == 4  # at most 40 % of 12
    assert len(parts.folds) == 5


def test_few_groups_have_no_lockbox_and_fewer_folds():
    table = make_grouped([80, 80, 80])
    protocol = make_protocol(table, group="who")
    assert (protocol.lockbox_share, protocol.n_splits, protocol.n_repeats) == (0.0, 3, 1)
    assert "3 groups are too few" in next(n["text"] for n in protocol.notes if n["about"] == "lockbox")


def test_the_group_is_no_feature_unless_it_is_named():
    table = make_grouped([10] * 12)
    assert make_protocol(table, group="who").features == ("x",)
    assert make_protocol(table, group="who", features=["x", "who"]).features == ("x", "who")


def make_timed(times, kind="number"):
    rng = np.random.default_rng(1)
    when = make_number("when", times, True) if kind == "number" else make_codes("when", times, "date")
    return make_table(
        make_number("x", rng.normal(size=len(times))), when, make_number("y", rng.normal(size=len(times)))
    )


def test_every_fold_learns_from_the_past_and_the_lockbox_is_the_end():
    times = np.random.default_rng(3).permutation(300)
    table = make_timed(times)
    parts = split(table, make_protocol(table, time="when"))
    assert sorted(times[parts.lockbox]) == list(range(240, 300))
    # the same rows as scikit-learn's TimeSeriesSplit on the sorted development rows, here 0 to 239
    for fold, (before, after) in zip(parts.folds, TimeSeriesSplit(5).split(np.arange(240)), strict=True):
        assert sorted(times[fold.train]) == before.tolist()
        assert sorted(times[fold.test]) == after.tolist()
    assert (np.diff(times[parts.folds[0].train]) < 0).any()  # in no order within


def test_rows_of_one_moment_are_never_on_both_sides():
    days = [str(np.datetime64("2020-01-01") + k // 12) for k in range(360)]
    table = make_timed(days, "date")
    parts = split(table, make_protocol(table, time="when"))
    when = table["when"].values
    for train, test in [(parts.development, parts.lockbox), *((f.train, f.test) for f in parts.folds)]:
        assert when[train].max() < when[test].min()


def test_rows_without_a_time_count_as_the_oldest():
    times = np.arange(100.0)
    times[[10, 90]] = np.nan
    table = make_timed(times)
    protocol = make_protocol(table, time="when")
    assert {10, 90} <= set(split(table, protocol).folds[0].train.tolist())
    assert "2 rows without a time count as the oldest" in protocol.notes[-1]["text"]


@pytest.mark.parametrize(
    ("wishes", "code", "said"),
    [
        ({"group": "whom"}, "bad_group", "Did you mean 'who'"),
        ({"group": "y"}, "bad_group", "is the target"),
        ({"group": "x"}, "bad_group", "a value of its own in nearly every row"),
        ({"time": "who"}, "bad_time", "neither dates nor numbers"),
        ({"group": "who", "time": "x"}, "bad_time", "Both a group column and a time column"),
    ],
)
def test_a_column_that_cannot_cut_the_rows_is_refused_in_words(wishes, code, said):
    with pytest.raises(ProtocolError, match=said) as caught:
        make_protocol(make_grouped([10] * 12), **wishes)
    assert caught.value.code == code


def test_a_declared_column_changes_the_digest_and_survives_json():
    table = make_grouped([10] * 12)
    plain, grouped = make_protocol(table), make_protocol(table, group="who")
    assert plain.digest() != grouped.digest()
    assert Protocol.from_dict(grouped.to_dict()) == grouped
    assert plain.folds_are_alike
    assert not grouped.folds_are_alike
