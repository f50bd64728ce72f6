"""The protocol that follows from a profile, its refusals and its hash."""

import json
import subprocess
import sys

import pytest

from evaluations.core.protocol import Protocol, ProtocolError, build_protocol, count_lockbox_rows

SHA = "ab" * 32


def describe_classes(name, counts, kind="category", missing=0, **extra):
    values = [{"value": label, "count": count} for label, count in counts.items()]
    return {
        "name": name,
        "kind": kind,
        "missing": missing,
        "distinct": len(counts),
        "values": values,
        "looks_like": None,
        **extra,
    }


def describe_number(name, distinct, missing=0, **extra):
    shape = {"integer": False, "min": 0.0, "max": 1e6, "looks_like": None}
    base = {"name": name, "kind": "number", "missing": missing, "distinct": distinct, "values": []}
    return {**base, "values_complete": distinct <= 100, **shape, **extra}


def make_profile(*columns, rows=300):
    return {"rows": rows, "columns": list(columns)}


def build(*columns, rows=300, target="y", **wishes):
    return build_protocol(make_profile(*columns, rows=rows), data_sha256=SHA, target=target, **wishes)


X = describe_number("x", 250)


def find_note(protocol, about):
    return next(item["text"] for item in protocol.notes if item["about"] == about)


def test_two_text_labels_make_a_binary_task_whose_last_label_is_positive():
    protocol = build(X, describe_classes("y", {"yes": 100, "no": 200}))
    assert (protocol.task, protocol.classes, protocol.n_rows) == ("binary", ("no", "yes"), 300)
    assert protocol.features == ("x",)
    assert (protocol.splitter, protocol.n_splits, protocol.n_repeats) == ("stratified_k_fold", 5, 3)
    assert protocol.comparison_metric == "roc_auc"


def test_whole_numbers_with_few_values_are_classes_in_numeric_order():
    counts = {"10": 100, "2": 100, "-1": 100}
    column = describe_classes("y", counts, kind="number", integer=True)
    protocol = build(X, column)
    assert (protocol.task, protocol.classes) == ("multiclass", ("-1", "2", "10"))


@pytest.mark.parametrize(
    ("distinct", "integer", "rows"),
    [(21, True, 300), (15, False, 300), (20, True, 99)],
    ids=["too many values", "not whole", "fewer than five rows a value"],
)
def test_other_numbers_are_an_amount_to_predict(distinct, integer, rows):
    protocol = build(X, describe_number("y", distinct, integer=integer), rows=rows)
    assert (protocol.task, protocol.classes, protocol.comparison_metric) == ("regression", (), "rmse")
    assert protocol.primary_metric == "r2"
    assert protocol.splitter == "k_fold"


def test_a_numeric_target_with_two_values_is_binary():
    column = describe_classes("y", {"1": 150, "0": 150}, kind="number", integer=True)
    assert build(X, column).task == "binary"


def test_a_class_with_a_single_row_is_left_out_and_said_so():
    protocol = build(X, describe_classes("y", {"a": 150, "b": 149, "odd": 1}))
    assert (protocol.task, protocol.classes, protocol.n_rows) == ("binary", ("a", "b"), 299)
    assert "'odd'" in find_note(protocol, "classes")


def test_a_class_with_fewer_rows_than_folds_is_set_aside_and_the_others_keep_their_folds():
    protocol = build(X, describe_classes("y", {"a": 150, "b": 146, "c": 3, "odd": 1}))
    assert (protocol.classes, protocol.n_rows) == (("a", "b"), 296)
    assert (protocol.n_splits, protocol.lockbox_share) == (5, 0.2)
    assert protocol.set_aside == ({"class": "c", "rows": 3}, {"class": "odd", "rows": 1})
    assert find_note(protocol, "classes").startswith("Set aside, because so few rows")
    assert not [note for note in protocol.notes if note["about"] == "rows"]


def test_rare_classes_stay_where_they_are_more_than_a_tenth_of_the_rows():
    rare = dict.fromkeys("cdefgh", 4)
    protocol = build(X, describe_classes("y", {"a": 100, "b": 76} | rare), rows=200)
    assert (len(protocol.classes), protocol.n_splits, protocol.set_aside) == (8, 4, ())


def test_a_small_class_that_stays_lowers_the_splits_and_closes_the_lockbox():
    protocol = build(X, describe_classes("y", {"a": 297, "c": 3}))
    assert (protocol.n_splits, protocol.lockbox_share) == (3, 0.0)
    assert "3 rows" in find_note(protocol, "folds")
    assert "3 rows" in find_note(protocol, "lockbox")


def test_the_lockbox_takes_a_fifth_from_two_hundred_rows_on():
    large = build(X, describe_classes("y", {"a": 100, "b": 100}), rows=200)
    small = build(X, describe_classes("y", {"a": 100, "b": 99}), rows=199)
    assert (large.lockbox_share, small.lockbox_share) == (0.2, 0.0)
    assert "199 rows" in find_note(small, "lockbox")


def test_repeats_stop_at_two_thousand_rows():
    below = build(X, describe_number("y", 1500), rows=1999)
    above = build(X, describe_number("y", 1500), rows=2000)
    assert (below.n_repeats, above.n_repeats) == (3, 1)


@pytest.mark.parametrize(
    ("counts", "metric"),
    [
        ({"a": 224, "b": 76}, "accuracy"),
        ({"a": 225, "b": 75}, "roc_auc"),
        ({"a": 240, "b": 30, "c": 30}, "balanced_accuracy"),
    ],
)
def test_the_primary_metric_follows_the_imbalance_and_is_explained(counts, metric):
    protocol = build(X, describe_classes("y", counts))
    assert protocol.primary_metric == metric
    assert len(find_note(protocol, "metric")) > 40


def test_the_learner_may_override_task_metric_and_features():
    target = describe_classes("y", {"1": 100, "2": 100, "3": 100}, kind="number", integer=True)
    protocol = build(X, describe_number("z", 200), target, task="regression", metric="mae", features=["z"])
    assert (protocol.task, protocol.primary_metric, protocol.features) == ("regression", "mae", ("z",))
    assert protocol.left_out == ({"column": "x", "why": "You chose not to use it."},)


def test_constant_empty_and_id_like_columns_are_left_out_with_their_reason():
    columns = [
        describe_classes("same", {"a": 300}),
        describe_classes("empty", {}, missing=300),
        describe_number("customer", 300, integer=True, looks_like="id"),
        describe_number("price", 299, integer=True),
        describe_classes("sometimes", {"a": 30}, missing=270),
        {**describe_classes("said", {}, kind="text", looks_like="free_text"), "distinct": 300},
    ]
    protocol = build(*columns, describe_classes("y", {"a": 150, "b": 150}))
    assert protocol.features == ("price", "sometimes", "said")
    assert [item["column"] for item in protocol.left_out] == ["same", "empty", "customer"]
    assert all(item["why"].endswith(".") for item in protocol.left_out)


def test_an_id_like_column_that_the_learner_names_is_used():
    column = describe_number("id", 300, integer=True, looks_like="id")
    assert build(column, describe_number("y", 250), features=["id"]).features == ("id",)


TWO = describe_classes("y", {"a": 150, "b": 150})


@pytest.mark.parametrize(
    ("columns", "wishes", "code", "words"),
    [
        ([X, TWO], {"target": "Y"}, "target_missing", "Did you mean 'y'? The columns are: x, y."),
        ([X, describe_classes("y", {"a": 300})], {}, "target_constant", "same value"),
        ([X, describe_classes("y", {}, missing=300)], {}, "target_empty", "'y' is empty"),
        ([X, describe_classes("y", {"a": 9, "b": 9}, missing=282)], {}, "too_few_rows", "Only 18 rows"),
        ([X, describe_classes("y", {str(i): 5 for i in range(60)})], {}, "too_many_classes", "60 different"),
        ([X, describe_number("y", 250)], {"task": "multiclass"}, "too_many_classes", "choose regression"),
        ([X, describe_classes("y", {"a": 299, "b": 1})], {}, "class_too_small", "only 1 have more"),
        ([X, TWO], {"task": "regression"}, "bad_task", "holds text"),
        ([X, describe_classes("y", dict.fromkeys("abc", 100))], {"task": "binary"}, "bad_task", "has 3"),
        ([X, TWO], {"task": "clustering"}, "bad_task", "binary, multiclass, regression"),
        ([X, TWO], {"metric": "rmse"}, "bad_metric", "accuracy, balanced_accuracy"),
        ([TWO], {}, "no_features", "No column is left"),
        ([X, TWO], {"features": ["w"]}, "no_features", "no column 'w'"),
        ([X, TWO], {"features": ["x", "y"]}, "no_features", "given the answer"),
    ],
)
def test_a_refusal_says_what_where_and_what_to_do(columns, wishes, code, words):
    with pytest.raises(ProtocolError) as caught:
        build(*columns, **wishes)
    assert caught.value.code == code
    assert words in str(caught.value)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")


def test_a_protocol_survives_json_and_keeps_its_digest():
    protocol = build(X, TWO)
    again = Protocol.from_dict(json.loads(json.dumps(protocol.to_dict())))
    assert again == protocol
    assert again.digest() == protocol.digest()
    assert len(protocol.digest()) == 64


def test_the_digest_ignores_words_and_follows_all_that_changes_a_number():
    first = build(X, TWO)
    worded = Protocol.from_dict({**first.to_dict(), "notes": [], "left_out": [], "set_aside": []})
    reseeded = Protocol.from_dict({**first.to_dict(), "seed": first.seed + 1})
    assert worded.digest() == first.digest()
    assert reseeded.digest() != first.digest()


def test_the_seed_is_the_same_for_the_same_bytes_only():
    profile = make_profile(X, TWO)
    one, same = (build_protocol(profile, data_sha256=SHA, target="y").seed for _ in range(2))
    other = build_protocol(profile, data_sha256="cd" * 32, target="y").seed
    assert one == same
    assert one != other


def test_an_unknown_protocol_version_is_refused():
    with pytest.raises(ValueError, match="version 99"):
        Protocol.from_dict({**build(X, TWO).to_dict(), "version": 99})


@pytest.mark.parametrize(("rows", "taken"), [(200, 40), (12, 2), (13, 3), (0, 0)])
def test_the_lockbox_takes_a_fifth_rounded_half_up(rows, taken):
    # 12 × 0.2 = 2.4 and 13 × 0.2 = 2.6
    assert count_lockbox_rows(rows, 0.2) == taken


def test_stating_a_protocol_loads_no_numeric_library():
    code = (
        "import sys, evaluations.core.protocol;"
        "heavy = {'numpy', 'pandas', 'sklearn', 'scipy'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
