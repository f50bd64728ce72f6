"""The same attacks as whole scripts: a file to read and figures to draw, and not one call more allowed."""

from __future__ import annotations

import numpy as np
import pytest

from evaluations.core.as_is_result import MAX_RESULT_BYTES
from evaluations.core.contract import Job, Pick, ScriptSource, pack
from evaluations.core.explanations import read_as_is, read_outcome
from evaluations.core.given_file import FileLook, GivenFile
from evaluations.core.table import Column, Table
from evaluations.sandbox.limits import MIB, Limits
from tests.hostile.arena import SECRET
from tests.hostile.attacks import PROTOCOL, TEST_ROWS, TRAIN_ROWS, predict_honestly
from tests.hostile.test_attacks import ATTACKS, SLACK_SECONDS, replaced_in

PORTS = (0, 0)
ABSTRACT_NAME = ""
# They take a file in their own memory for one on the disk, and a program that was left out for one that ran.
DECEIVED = ("spawn_processes", "write_anywhere", "poison_the_libraries")
LIMITS = Limits(
    wall_seconds=4,
    cpu_seconds=2,
    memory_bytes=512 * MIB,
    result_bytes=MAX_RESULT_BYTES,
    printed_max_bytes=2 * MIB,
)

pytestmark = pytest.mark.sandbox


def make_whole_job(source: bytes, kind: str = "as_is", pick: Pick | None = None, labels=None) -> Job:
    rng = np.random.default_rng(5)
    n_rows = TRAIN_ROWS + TEST_ROWS
    features = Table(tuple(Column(name, "number", rng.normal(size=n_rows)) for name in "abc"), n_rows)
    y = (features["a"].values > 0).astype(float) if labels is None else labels
    whole = Table((*features, Column("y", "number", y, integer=True)), n_rows)
    train = np.arange(TRAIN_ROWS)
    test = np.arange(0) if kind == "as_is" else np.arange(TRAIN_ROWS, n_rows)
    file = GivenFile.of(whole, train, "abc", FileLook("data.csv"))
    script = ScriptSource("script.py", source, None, pick)
    return Job(
        kind, PROTOCOL, features.take(train), y[train], features.take(test), seed=3, script=script, file=file
    )


def run_whole(server, source: bytes):
    """(outcome, result, reason) of the run that sees every label."""
    outcome = server.run(pack(make_whole_job(source)), LIMITS, trusted=False)
    return outcome, *read_as_is(outcome, source)


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_the_attack_is_held_as_a_whole_script(ring, attack):
    source = attack.source(replaced_in(ring))
    try:
        outcome, _, reason = run_whole(ring.server, source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pytest.skip("refused by the look before")
    told = f"{outcome.stdout}{outcome.stderr}{reason}"
    assert attack.name in DECEIVED or "BREACH" not in outcome.stdout + outcome.stderr
    assert SECRET not in told
    assert outcome.wall_seconds < LIMITS.wall_seconds + SLACK_SECONDS
    assert ring.arena.find_harm(ring.uid, ring.processes) == []
    assert np.array_equal(predict_honestly(ring.server), ring.honest)


SMUGGLER = b"""
import pandas as pd
class Smuggler:
    def fit(self, X, y):
        return self
    def predict(self, X):
        return [int(bit) for bit in NAME[-len(X):]]
labels = pd.read_csv("data.csv").y
NAME = "m" + "".join(str(label) for label in labels)
globals()[NAME] = Smuggler()
"""


def test_labels_cannot_leave_the_run_that_sees_them_in_the_name_of_a_model(ring):
    _, result, reason = run_whole(ring.server, SMUGGLER)
    assert reason is not None
    assert reason.code == "no_model"
    assert result is not None
    assert result.pick is None


FORGER = b"""
import json, os
header = {"version": 1, "pick": {"name": "m" + "01" * 70, "position": -1, "function": ""}, "model": "M",
          "models": [], "notes": [], "figures": FIGURES, "stopped": None, "failure": None}
os.write(5, json.dumps(header).encode() + b"\\n" + PIXELS)
os._exit(0)
"""


@pytest.mark.parametrize(
    ("figures", "pixels", "told"),
    [
        ("[]", "b''", "is not in the code"),
        ("[[1, 10**9, 10**9]]", "b''", "is not in the code"),
        ("{}", "b''", "is not in the code"),
        ("[[1, 2, 2]]", "b'123'", "is not in the code"),
    ],
)
def test_a_forged_result_is_refused(ring, figures, pixels, told):
    source = FORGER.replace(b"FIGURES", figures.encode()).replace(b"PIXELS", pixels.encode())
    _, result, reason = run_whole(ring.server, source)
    assert result is None
    assert (reason.code, told in reason.message) == ("bad_output", True)


@pytest.mark.parametrize(
    ("figures", "pixels"),
    [("[[1, 10**9, 10**9]]", "b''"), ("[[1, 2, 2]]", "b'123'"), ("[[1, -2, -2]]", "b'1' * 12"), ("7", "b''")],
)
def test_forged_sizes_of_figures_are_refused(ring, figures, pixels):
    source = FORGER.replace(b"FIGURES", figures.encode()).replace(b"PIXELS", pixels.encode())
    source = source.replace(b'"m" + "01" * 70', b'"header"')
    _, result, reason = run_whole(ring.server, source)
    assert result is None
    assert reason.code in ("bad_output", "crash")


LEARNS_BY_HEART = b"""
import pandas as pd
frame = pd.read_csv("data.csv")
BOOK = dict(zip(frame.a, frame.y))
class Parrot:
    def fit(self, X, y):
        BOOK.update(zip(X["a"], y))
        return self
    def predict(self, X):
        return [BOOK.get(a, 0) for a in X["a"]]
parrot = Parrot()
"""


def test_the_file_of_a_scored_run_knows_no_label_of_its_test_rows(ring):
    labels = (np.random.default_rng(8).random(TRAIN_ROWS + TEST_ROWS) < 0.5).astype(float)
    job = make_whole_job(LEARNS_BY_HEART, "script", Pick("parrot"), labels)
    outcome = ring.server.run(pack(job), LIMITS, trusted=False)
    frame, reason = read_outcome(outcome, TEST_ROWS, 2)
    assert reason is None
    assert frame is not None
    assert frame.predicted.tolist() == [0.0] * TEST_ROWS  # not one of them was in its book
