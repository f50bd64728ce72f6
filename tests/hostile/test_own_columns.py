"""Attacks on the run that makes a script's own columns: training and test rows in one file, labels by lot."""

from __future__ import annotations

import numpy as np
import pytest

from evaluations.core.contract import Pick, pack
from evaluations.core.explanations import read_outcome
from tests.hostile.attacks import TEST_ROWS, TRAIN_ROWS
from tests.hostile.test_whole_scripts import LIMITS, make_whole_job, run_whole

PORTS = (0, 0)
ABSTRACT_NAME = ""

pytestmark = pytest.mark.sandbox

LABELS = (np.random.default_rng(8).random(TRAIN_ROWS + TEST_ROWS) < 0.5).astype(float)
FIT = """
from sklearn.tree import DecisionTreeClassifier
from sklearn.model_selection import train_test_split
import pandas as pd
df = pd.read_csv("data.csv")
"""


def measure(ring, source: str, name: str, attribute: str = ""):
    job = make_whole_job(source.encode(), "script", Pick(name, attribute=attribute), LABELS)
    outcome = ring.server.run(pack(job), LIMITS, trusted=False)
    return outcome, *read_outcome(outcome, TEST_ROWS, 2)


# The labels of the test rows stand in it back to front, to be looked for and not to be found in itself.
NEEDLE = f"""
import gc, sys
import numpy as np
NEEDLE = np.array({[int(label) for label in LABELS[TRAIN_ROWS:][::-1]]})[::-1]


def holds(thing):
    try:
        flat = np.asarray(thing, dtype=float).ravel()
    except Exception:
        return False
    windows = np.lib.stride_tricks.sliding_window_view(flat, {TEST_ROWS}) if len(flat) >= {TEST_ROWS} else []
    return any(np.array_equal(window, NEEDLE) for window in windows)


def look():
    frame, found = sys._getframe(), 0
    things = [t for t in gc.get_objects() if isinstance(t, (list, tuple, dict, np.ndarray, pd.Series))]
    while frame is not None:
        things += list(frame.f_locals.values()) + list(frame.f_globals.values())
        frame = frame.f_back
    for thing in list(things):
        things += list(getattr(thing, "__dict__", {{}}).values())
    for thing in things:
        if isinstance(thing, (np.ndarray, pd.Series)) and thing is not NEEDLE and 0 < thing.size < 10_000:
            if getattr(thing, "base", None) is not NEEDLE.base and holds(thing):
                found += 1
    print("BREACH" if found else "clean", found)
"""


def test_no_array_in_the_process_holds_the_labels_of_the_test_rows(ring):
    source = (
        FIT
        + NEEDLE
        + """
look()
a, b, c, d = train_test_split(df[["a", "b"]], df["y"])
m = DecisionTreeClassifier()
look()
m.fit(a, c)
m.predict(b)
look()
"""
    )
    outcome, frame, reason = measure(ring, source, "m")
    assert reason is None, reason
    assert "clean" in outcome.stdout
    assert "BREACH" not in outcome.stdout
    assert frame.input_mode == "own"
    agreeing = (frame.predicted == LABELS[TRAIN_ROWS:]).mean()
    assert 0.25 < agreeing < 0.75


def test_the_labels_that_stand_in_the_file_are_no_help(ring):
    source = (
        FIT
        + """
BOOK = dict(zip(df.a, df.y))
class Parrot:
    def fit(self, X, y):
        return self
    def predict(self, X):
        return [BOOK.get(a, 0) for a in X["a"]]
parrot = Parrot()
a, b, c, d = train_test_split(df[["a"]], df["y"])
parrot.fit(a, c)
parrot.predict(b)
"""
    )
    _, frame, reason = measure(ring, source, "parrot")
    assert reason is None, reason
    assert frame.input_mode == "own"
    assert 0.25 < (frame.predicted == LABELS[TRAIN_ROWS:]).mean() < 0.75


def test_patched_splits_and_scores_change_nothing_that_is_measured(ring):
    source = (
        """
import sklearn.metrics, sklearn.model_selection as selection
import evaluations.core.row_book as book, evaluations.core.label_code as code
sklearn.metrics.accuracy_score = lambda *a, **k: 1.0
book.RowBook._agrees = lambda *a: True
code.LabelCode.learn = classmethod(lambda *a: None)
"""
        + FIT
        + """
selection.train_test_split = lambda X, y, **k: (X, X, y, y)
m = DecisionTreeClassifier()
m.fit(df[["a", "b"]], df["y"])
print(m.score(df[["a", "b"]], df["y"]))
"""
    )
    _, frame, reason = measure(ring, source, "m")
    assert reason is not None or 0.25 < (frame.predicted == LABELS[TRAIN_ROWS:]).mean() < 0.75


SMUGGLER = """
class Keeper: pass
class Smuggler:
    def fit(self, X, y): return self
    def predict(self, X): return [0] * len(X)
keeper = Keeper()
setattr(keeper, "m" + "".join(str(label) for label in df.y), Smuggler())
"""


def test_labels_cannot_leave_in_the_name_of_an_attribute(ring):
    _, result, reason = run_whole(ring.server, (FIT + SMUGGLER).encode())
    assert reason.code == "no_model"
    assert result.pick is None


FIGURES = {
    "gigantic": "f = plt.figure(figsize=(20000, 20000)); plt.plot([1, 2]); f.savefig('x.png', dpi=2000)",
    "many": "for _ in range(60):\n    plt.figure(); plt.plot([1, 2])",
    "a laugh": "open('x.svg', 'w').write('<!DOCTYPE x [<!ENTITY a ha>]><svg>&a;</svg>'); plt.plot([1])",
    "a link": "import os\ntry:\n    os.symlink('/etc/passwd', 'x.png')\nexcept OSError:\n    plt.plot([1])",
    "a long name": "plt.plot([1]); plt.savefig('a/' * 100_000 + 'b' * 5_000_000 + '.png')\n"
    "open('c' * 5_000_000, 'w').write('d')",
    "words": "plt.title('<script>alert(1)</script>\\\\x1b[2J'); plt.plot([1])",
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_of_any_kind_are_a_few_bounded_pictures(ring, name):
    drawn = f"import matplotlib.pyplot as plt\n{FIGURES[name]}\n"
    source = FIT + "m = DecisionTreeClassifier().fit(df[['a', 'b']], df.y)\n" + drawn
    outcome, result, reason = run_whole(ring.server, source.encode())
    assert outcome.wall_seconds < LIMITS.wall_seconds + 3
    if reason is None:
        assert len(result.figures) <= 8
        assert all(max(figure.pixels.shape[:2]) <= 900 for figure in result.figures)
        assert all(len(note) < 300 for note in result.notes)
    else:
        assert reason.code in ("memory_limit", "time_limit"), reason
    assert ring.arena.find_harm(ring.uid, ring.processes) == []
