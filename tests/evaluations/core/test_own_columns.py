import io
import sys

import numpy as np
import pandas as pd
import pytest
from sklearn import model_selection as selection
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import _search
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

from evaluations.core.as_is import run_as_is
from evaluations.core.own_file import mix_file
from evaluations.core.scripts import run_script
from tests.evaluations.core.whole_scripts import HEAD, RENTS, WholeScript

TITLE = """import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import KFold, cross_val_score, train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
df = pd.read_csv("people.csv")
df["rich"] = (df["fare"] > 30).astype(int)
df["is_male"] = df["sex"].map({"male": 1, "female": 0})
X, y = df[["rich", "is_male"]], df["survived"]
"""
PLAIN = "m = LogisticRegression()\n"
WAYS = {
    "split": "a, b, c, d = train_test_split(X, y)\nm.fit(a, c)\nprint(m.score(b, d))",
    "no_split": "m.fit(X, y)\nprint(m.predict(X)[:3])",
    "no_question": "a, b, c, d = train_test_split(X, y, stratify=y)\nm.fit(a, c)",
    "matrices": "a, b, c, d = train_test_split(X.values, y.values, test_size=0.3)\nm.fit(a, c)\nm.predict(b)",
    "encoded": "a, b, c, d = train_test_split(X, LabelEncoder().fit_transform(y))\nm.fit(a, c)\nm.predict(b)",
    "cross_val_score": "print(cross_val_score(m, X, y, cv=4).mean())",
    "folds": "for i, j in KFold(4, shuffle=True).split(X):\n    m.fit(X.iloc[i], y.iloc[i])\n"
    "    print(m.score(X.iloc[j], y.iloc[j]))",
    "whole_frame_split": "tr, te = train_test_split(df)\nm.fit(tr[['rich', 'is_male']], tr.survived)\n"
    "m.predict(te[['rich', 'is_male']])",
    "in_functions": "def fit(X, y):\n    m.fit(X, y)\n\ndef main():\n"
    "    a, b, c, d = train_test_split(X, y)\n    fit(a, c)\n    print(m.score(b, d))\nmain()",
    "shuffled": "df2 = df.sample(frac=1, random_state=3)\nX, y = df2[['rich', 'is_male']], df2.survived\n"
    "a, b, c, d = train_test_split(X, y)\nm.fit(a, c)\nm.predict(b)",
    "id_as_index": "df2 = df.set_index('id')\nX, y = df2[['rich', 'is_male']], df2.survived\n"
    "a, b, c, d = train_test_split(X, y)\nm.fit(a, c)\nm.predict(b)",
}


@pytest.fixture(autouse=True)
def untouched_interpreter(monkeypatch):
    monkeypatch.setattr(sys, "argv", sys.argv)


def measure(source, **settings):
    script = WholeScript(source, **settings)
    whole = run_as_is(script.as_is_job())
    assert whole.failure is None, whole.failure
    return script, run_script(script.fold_job(whole.pick))


def rows_of(script):
    fold, frame = script.split.folds[0], script.table.to_frame()
    return frame.iloc[fold.train], frame.iloc[fold.test]


@pytest.mark.parametrize("way", WAYS)
def test_the_model_learns_the_columns_that_the_script_makes_from_all_training_rows(way):
    script, frame = measure(TITLE + PLAIN + WAYS[way])
    train, test = rows_of(script)

    def columns(rows):
        return np.column_stack([rows.fare > 30, rows.sex == "male"]).astype(int)

    y_train = script.y[script.split.folds[0].train]
    expected = LogisticRegression().fit(columns(train), y_train)
    assert (frame.input_mode, frame.failure) == ("own", None)
    assert np.array_equal(frame.predicted, expected.predict(columns(test)))
    assert np.allclose(frame.probabilities, expected.predict_proba(columns(test)), atol=1e-3)


def test_what_is_scaled_after_the_split_is_scaled_by_the_training_rows():
    body = """X["fare"] = df["fare"]
a, b, c, d = train_test_split(X, y)
scaler = StandardScaler()
a = scaler.fit_transform(a)
knn = KNeighborsClassifier(5)
knn.fit(a, c)
b = scaler.transform(b)
print(knn.score(b, d))
"""
    head = TITLE + "from sklearn.neighbors import KNeighborsClassifier\nX = X.copy()\n"
    script, frame = measure(head + body)
    train, test = rows_of(script)
    columns = [
        np.column_stack([rows.fare > 30, rows.sex == "male", rows.fare]).astype(float)
        for rows in (train, test)
    ]
    scaler = StandardScaler().fit(columns[0])
    expected = KNeighborsClassifier(5).fit(
        scaler.transform(columns[0]), script.y[script.split.folds[0].train]
    )
    assert frame.input_mode == "own"
    assert np.array_equal(frame.predicted, expected.predict(scaler.transform(columns[1])))


@pytest.mark.parametrize("written", ["np.log1p(y)", "np.log10(y)", "y / 1000 - 3", "y ** 0.5"])
def test_a_target_in_another_unit_is_brought_back(written):
    source = f"""import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("rents.csv", sep=";", decimal=",")
X, y = df[["area", "rooms"]], df["rent"]
a, b, c, d = train_test_split(X, {written})
reg = LinearRegression().fit(a, c)
print(reg.score(b, d))
"""
    script, frame = measure(source, csv=RENTS, target="rent", name="rents.csv")
    train, test = rows_of(script)
    there, back = {
        "np.log1p(y)": (np.log1p, np.expm1),
        "np.log10(y)": (np.log10, lambda v: 10.0**v),
        "y / 1000 - 3": (lambda v: v, lambda v: v),
        "y ** 0.5": (np.sqrt, np.square),
    }[written]
    expected = LinearRegression().fit(train[["area", "rooms"]], there(train["rent"]))
    assert frame.input_mode == "own"
    assert np.allclose(frame.predicted, back(expected.predict(test[["area", "rooms"]])))


def test_rows_that_the_script_drops_count_as_the_commonest_answer():
    source = HEAD.replace('df["age"] = df["age"].fillna(df["age"].mean())', "df = df.dropna()")
    script, frame = measure(
        source + "m = LogisticRegression(max_iter=900).fit(X_train, y_train)\nm.predict(X_test)"
    )
    _, test = rows_of(script)
    dropped = test.age.isna().to_numpy()
    counts = np.bincount(script.y[script.split.folds[0].train].astype(int))
    assert dropped.any()
    assert set(frame.predicted[dropped]) == {float(counts.argmax())}
    assert frame.notes[0].startswith(f"The script leaves out {dropped.sum()} of {len(test)} test rows")


def test_what_is_chosen_by_its_score_is_chosen_on_training_rows():
    body = """best_model, best = None, 0
for trees, depth in ((50, 4), (1, 1)):
    m = RandomForestClassifier(trees, max_depth=depth, random_state=0)
    m.fit(X_train[["fare", "sex_male"]], y_train)
    if m.score(X_test[["fare", "sex_male"]], y_test) > best:
        best_model, best = m, m.score(X_test[["fare", "sex_male"]], y_test)
"""
    source = HEAD.replace("train_test_split(X, y)", "train_test_split(X, y, random_state=0)") + body
    script, frame = measure(source)
    train, test = rows_of(script)

    def columns(rows):
        return np.column_stack([rows.fare, rows.sex == "male"]).astype(float)

    y_train = script.y[script.split.folds[0].train]
    expected = RandomForestClassifier(50, max_depth=4, random_state=0).fit(columns(train), y_train)
    assert frame.input_mode == "own"
    assert np.mean(frame.predicted == expected.predict(columns(test))) == 1


def test_the_target_among_the_columns_is_not_given_to_the_model():
    _, frame = measure(
        TITLE + "X = X.assign(known=(y == 'yes').astype(int))\nm = LogisticRegression()\nm.fit(X, y)"
    )
    assert (frame.input_mode, frame.failure) == ("preprocessed", None)


def test_the_file_says_nothing_true_of_the_labels_and_ids_of_the_test_rows():
    script = WholeScript(HEAD)
    job = script.fold_job(None)
    file, rows = mix_file(job)
    written = pd.read_csv(io.BytesIO(file.write(rows)))
    n_train, test = job.train.n_rows, script.table.to_frame().iloc[script.split.folds[0].test]
    assert len(written) == n_train + len(test)
    assert np.array_equal(written["fare"][n_train:], test["fare"])
    assert (
        written["survived"][:n_train].tolist()
        == script.table.to_frame().survived.iloc[script.split.folds[0].train].tolist()
    )
    assert not set(written["id"][n_train:]) & set(test["id"])
    drawn = (written["survived"][n_train:].to_numpy() == test["survived"].to_numpy()).mean()
    assert drawn < 1


def test_everything_stands_as_before_when_it_is_done():
    before = (
        selection.train_test_split,
        LogisticRegression.fit,
        vars(_search.BaseSearchCV)["predict"],
        __build_class__,
    )
    measure(TITLE + PLAIN + WAYS["split"])
    after = (
        selection.train_test_split,
        LogisticRegression.fit,
        vars(_search.BaseSearchCV)["predict"],
        __build_class__,
    )
    assert before == after
