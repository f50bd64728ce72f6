import io
import sys

import numpy as np
import pandas as pd
import pytest

from evaluations.core.as_is import run_as_is
from evaluations.core.contract import ContractError, Job, pack, unpack
from evaluations.core.script_code import Pick
from evaluations.core.scripts import run_script
from tests.evaluations.core.whole_scripts import HEAD, WholeScript


@pytest.fixture(autouse=True)
def untouched_interpreter(monkeypatch):
    monkeypatch.setattr(sys, "argv", sys.argv)


def run(body, **settings):
    return run_as_is(WholeScript(HEAD + body, **settings).as_is_job())


def measure(source, **settings):
    """(the whole run, the rehearsal on the first fold)."""
    script = WholeScript(source, **settings)
    whole = run_as_is(script.as_is_job())
    assert whole.failure is None, whole.failure
    return whole, run_script(script.fold_job(whole.pick))


LEAVES = {
    "one": ("m = LogisticRegression(max_iter=500)\nm.fit(X_train, y_train)", Pick("m")),
    "last_of_two": (
        "a = LogisticRegression(max_iter=500).fit(X_train, y_train)\nb = RandomForestClassifier(9)\n"
        "b.fit(X_train, y_train)",
        Pick("b"),
    ),
    "fitted_before_unfitted": (
        "a = LogisticRegression(max_iter=500).fit(X_train, y_train)\nb = RandomForestClassifier(9)",
        Pick("a"),
    ),
    "loop": (
        "models = {'a': LogisticRegression(max_iter=500), 'b': RandomForestClassifier(9)}\n"
        "for name, clf in models.items():\n    clf.fit(X_train, y_train)",
        Pick("models", 1),
    ),
    "pairs": (
        "models = []\nmodels.append(('a', LogisticRegression(max_iter=500)))\n"
        "models.append(('b', RandomForestClassifier(9)))\nfor n, m in models:\n    m.fit(X_train, y_train)",
        Pick("models", 1),
    ),
    "best_by_name": (
        "best_model = None\nfor m in [RandomForestClassifier(9), LogisticRegression(max_iter=500)]:\n"
        "    m.fit(X_train, y_train)\n    if best_model is None:\n        best_model = m",
        Pick("best_model"),
    ),
    "search": (
        "grid = GridSearchCV(RandomForestClassifier(5), {'max_depth': [2, 3]}, cv=3)\n"
        "grid.fit(X_train, y_train)",
        Pick("grid"),
    ),
    "function": (
        "def main():\n    clf = RandomForestClassifier(9)\n    clf.fit(X_train, y_train)\n    print('ok')\n\n"
        "if __name__ == '__main__':\n    main()",
        Pick("clf", function="main"),
    ),
    "global": (
        "def train():\n    global clf\n    clf = RandomForestClassifier(9)\n"
        "    clf.fit(X_train, y_train)\ntrain()",
        Pick("clf"),
    ),
}


@pytest.mark.parametrize("case", LEAVES)
def test_the_model_that_is_meant_is_found_and_can_be_made_again(case):
    body, pick = LEAVES[case]
    whole, frame = measure(HEAD + body)
    assert whole.pick == pick
    assert frame.failure is None
    assert frame.input_mode == "own"
    assert len(frame.predicted) == len(WholeScript("").split.folds[0].test)


# Which rows are which cannot be told any more: the columns that the script makes are out of reach.
LOSE_TRACK = "df = df.sample(frac=0.9, random_state=1).reset_index(drop=True)\n"


def test_a_model_with_steps_of_its_own_takes_the_raw_rows():
    body = """from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
pre = make_column_transformer((OneHotEncoder(), ["sex"]), (SimpleImputer(), ["age", "fare"]))
pipe = make_pipeline(pre, LogisticRegression())
raw = df.drop(columns="survived")
pipe.fit(raw, df["survived"])
"""
    whole, frame = measure(HEAD + LOSE_TRACK + body)
    assert (whole.model, frame.failure, frame.input_mode) == ("Pipeline", None, "raw")


def test_of_a_pipeline_on_columns_that_the_script_made_the_last_step_is_measured():
    body = """from sklearn.compose import make_column_transformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
df["fare_per_year"] = df["fare"] / df["age"]
pipe = make_pipeline(make_column_transformer((StandardScaler(), ["fare_per_year"])), LogisticRegression())
pipe.fit(df[["fare_per_year"]], df["survived"])
"""
    _, frame = measure(HEAD + LOSE_TRACK + body)
    assert (frame.failure, frame.input_mode, frame.model) == (None, "last_step", "LogisticRegression")


def test_a_class_by_hand_is_made_again_with_its_settings():
    body = """import numpy as np
class Nearest:
    def __init__(self, k):
        self.k = k
    def fit(self, X, y):
        self.X, self.y = np.asarray(X, dtype=float), np.asarray(y)
    def predict(self, X):
        X = np.asarray(X, dtype=float)
        return np.array([self.y[np.argmin(((self.X - x) ** 2).sum(axis=1))] for x in X])
knn = Nearest(3)
knn.fit(X_train, y_train)
"""
    whole, frame = measure(HEAD + body)
    assert (whole.model, frame.failure, frame.input_mode) == ("Nearest", None, "own")


def test_what_only_uses_the_model_is_not_run_again():
    body = "m = LogisticRegression(max_iter=500)\nm.fit(X_train, y_train)\nprint(X)\n1 / len(X[X.age < 0])"
    script = WholeScript(HEAD + body)
    whole = run_as_is(script.as_is_job())
    assert (whole.stopped.type, whole.stopped.line) == ("ZeroDivisionError", 13)
    assert run_script(script.fold_job(whole.pick)).failure is None


def test_of_models_of_the_wrong_kind_the_message_names_the_right_one():
    failure = run(
        "from sklearn.linear_model import LinearRegression\nm = LinearRegression().fit(X, y == 'yes')"
    ).failure
    assert failure.type == "NoModelError"
    assert (
        "`m` (LinearRegression) predicts numbers, and the target is a class: use a classifier"
        in failure.message
    )


def test_a_script_without_a_model_says_so():
    failure = run("print(df.groupby('sex').age.mean())").failure
    assert failure.message == "The script ran to its end and left no model with fit and predict behind."


def test_no_test_row_is_in_the_file_of_a_scored_run():
    script = WholeScript(HEAD)
    job = unpack(pack(script.fold_job(Pick("m"), kind="script")))
    test_ids = set(script.table["id"].values[script.split.folds[0].test])
    in_file = pd.read_csv(io.BytesIO(job.file.write(job.train)))
    assert len(in_file) == job.train.n_rows
    assert not test_ids & set(in_file["id"])


def test_a_file_with_more_rows_than_the_training_rows_is_no_job():
    script = WholeScript(HEAD)
    whole, fold = script.as_is_job(), script.fold_job(None)
    with pytest.raises(ContractError, match="training rows only"):
        Job(
            "script",
            fold.protocol,
            fold.train,
            fold.y_train,
            fold.test,
            script=fold.script,
            file=whole.file,
        )


MEMORISER = (
    HEAD
    + """
import numpy as np
BOOK = {}
class Parrot:
    def fit(self, X, y):
        for row, label in zip(df.itertuples(index=False), df["survived"]):
            BOOK[(row.fare, row.sex)] = label
        return self
    def predict(self, X):
        return np.array([BOOK.get((row.fare, row.sex), "no") for row in X.itertuples(index=False)])
parrot = Parrot()
parrot.fit(X, y)
"""
)
RANDOM = "fare,sex,survived\n" + "".join(
    f"{i}.25,{'male' if i % 2 else 'female'},{'yes' if bit else 'no'}\n"
    for i, bit in enumerate(np.random.default_rng(1).random(400) < 0.5)
)


def test_a_script_that_learns_its_file_by_heart_knows_nothing_of_the_test_rows():
    source = MEMORISER.replace('df["age"] = df["age"].fillna(df["age"].mean())\n', "").replace(', "id"]', "]")
    script = WholeScript(source, csv=RANDOM)
    whole = run_as_is(script.as_is_job())
    right = []
    for fold in range(5):
        frame = run_script(script.fold_job(whole.pick, "script", "raw", fold))
        assert frame.failure is None
        right.append((frame.predicted == script.y[script.split.folds[fold].test]).mean())
    assert 0.4 < np.mean(right) < 0.6  # of two labels drawn by a coin; with the answers it would be 1
