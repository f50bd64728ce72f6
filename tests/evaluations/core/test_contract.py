import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from evaluations.core.contract import ContractError, Job, ScriptSource, pack, unpack
from evaluations.core.protocol import Protocol
from evaluations.core.table import Column, Table

PROTOCOL = Protocol(
    version=1,
    task="binary",
    target="y",
    features=("height", "colour"),
    left_out=(),
    classes=("no", "yes"),
    n_rows=5,
    splitter="stratified_k_fold",
    n_splits=5,
    n_repeats=1,
    seed=7,
    metrics=("accuracy",),
    primary_metric="accuracy",
    comparison_metric="roc_auc",
    lockbox_share=0.2,
)
SCRIPT = ScriptSource("mine.py", b"model = 1 \xff", "raw")


def make_table(heights, colours, levels=("red", "blå")):
    return Table(
        (
            Column("height", "number", np.asarray(heights, dtype=np.float64), integer=True),
            Column("colour", "category", np.asarray(colours, dtype=np.int32), levels),
        ),
        len(heights),
    )


TRAIN = make_table([1, 2, np.nan], [0, 1, -1])
TEST = make_table([4, 5], [1, 1])


def make_job(**changes):
    settings = {
        "kind": "script",
        "protocol": PROTOCOL,
        "train": TRAIN,
        "y_train": np.array([0.0, 1.0, 0.0]),
        "test": TEST,
        "fold": 2,
        "seed": 11,
        "script": SCRIPT,
    }
    return Job(**(settings | changes))


def assert_same(table, other):
    assert table.n_rows == other.n_rows
    for column, copy in zip(table, other, strict=True):
        assert (column.name, column.kind, column.levels, column.integer) == (
            copy.name,
            copy.kind,
            copy.levels,
            copy.integer,
        )
        np.testing.assert_array_equal(column.values, copy.values)
        assert column.values.dtype == copy.values.dtype


def test_a_script_s_job_comes_back_as_it_was():
    job = unpack(pack(make_job()))
    assert (job.kind, job.protocol, job.fold, job.seed, job.script) == ("script", PROTOCOL, 2, 11, SCRIPT)
    assert job.y_test is None
    assert job.y_train.tolist() == [0.0, 1.0, 0.0]
    assert_same(job.train, TRAIN)
    assert_same(job.test, TEST)


def test_a_standard_job_comes_back_with_its_test_labels():
    standard = make_job(
        kind="standard", script=None, y_test=np.array([1.0, 0.0]), pipelines=("baseline", "svm")
    )
    job = unpack(pack(standard))
    assert job.y_test.tolist() == [1.0, 0.0]
    assert job.pipelines == ("baseline", "svm")


@pytest.mark.parametrize("kind", ["script", "rehearsal"])
def test_learner_code_cannot_be_given_test_labels(kind):
    with pytest.raises(ContractError, match="test labels never go to learner code"):
        make_job(kind=kind, y_test=np.array([1.0, 0.0]))


def test_learner_code_cannot_be_given_test_labels_by_forged_bytes():
    standard = pack(make_job(kind="standard", script=None, y_test=np.array([1.0, 0.0])))
    with pytest.raises(ContractError):
        unpack(standard.replace(b'"kind": "standard"', b'"kind": "rehearsa"'))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "other"}, "unknown kind"),
        ({"script": None}, "a script goes with"),
        ({"kind": "standard"}, "a script goes with"),
        ({"y_train": np.zeros(2)}, "one label for each training row"),
        ({"test": make_table([1], [0], levels=("red",))}, "unequal columns"),
        ({"script": ScriptSource("a.py", b"", "cooked")}, "input mode"),
    ],
)
def test_a_job_that_breaks_the_contract_cannot_be_built(changes, told):
    with pytest.raises(ContractError, match=told):
        make_job(**changes)


def test_the_target_cannot_be_among_the_features():
    leaking = Table((Column("y", "number", np.zeros(3)),), 3)
    with pytest.raises(ContractError, match="the target is not a feature"):
        make_job(train=leaking, test=leaking)


def test_a_job_of_another_version_is_refused():
    payload = pack(make_job()).replace(b'{"version": 2', b'{"version": 9', 1)
    with pytest.raises(ContractError, match="another version"):
        unpack(payload)


def test_arrays_of_objects_are_never_unpickled():
    payload = pack(make_job())
    plain = b"{'descr': '<f8', 'fortran_order': False, 'shape': (3,)"
    objects = b"{'descr': '|O', 'fortran_order': False, "
    assert payload.count(plain) == 1
    forged = payload.replace(plain, objects + b"'shape': (3,)".rjust(len(plain) - len(objects)))
    with pytest.raises(ContractError, match="allow_pickle=False"):
        unpack(forged)


@settings(deadline=None)
@given(cut=st.integers(min_value=0, max_value=2_000))
def test_a_job_that_was_cut_is_refused(cut):
    payload = pack(make_job())
    with pytest.raises(ContractError):
        unpack(payload[: cut % len(payload)])


@settings(deadline=None)
@given(junk=st.binary(max_size=200))
def test_any_other_bytes_are_refused(junk):
    with pytest.raises(ContractError):
        unpack(junk)


@settings(deadline=None)
@given(
    heights=npst.arrays(np.float64, 4, elements=st.floats(width=64)),
    levels=st.lists(st.text(max_size=8), min_size=1, max_size=5, unique=True),
    codes=npst.arrays(np.int32, 4, elements=st.integers(-1, 0)),
    source=st.binary(max_size=50),
    seed=st.integers(0, 2**40),
)
def test_any_numbers_levels_and_source_come_back(heights, levels, codes, source, seed):
    table = make_table(heights, codes, tuple(levels))
    script = ScriptSource("a.py", source)
    job = unpack(pack(make_job(train=table, test=table, y_train=heights, seed=seed, script=script)))
    assert_same(job.train, table)
    assert (job.seed, job.script) == (seed, script)


def test_a_table_without_numbers_or_without_categories_comes_back():
    for only in (TRAIN.select(["height"]), TRAIN.select(["colour"])):
        assert_same(unpack(pack(make_job(train=only, test=only))).train, only)


def test_the_header_is_plain_json():
    payload = pack(make_job())
    length = int.from_bytes(payload[6:14], "little")
    assert json.loads(payload[14 : 14 + length])["kind"] == "script"
