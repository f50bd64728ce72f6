"""Whole scripts on their way through an evaluation, with real children in the real sandbox."""

import io
from dataclasses import asdict

import pytest
from PIL import Image

from evaluations import children
from evaluations.core.script_code import Pick
from evaluations.models import FoldResult
from tests.evaluations.test_running import run_to_the_end, start
from tests.factories import FLOWERS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]

WHOLE = """import pandas as pd
import matplotlib.pyplot as plt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.metrics import accuracy_score

df = pd.read_csv("C:/Users/me/Desktop/flowers.csv")
X = pd.get_dummies(df.drop("species", axis=1))
y = df["species"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
clf = LogisticRegression(max_iter=500)
clf.fit(X_train, y_train)
print(f"Accuracy: {accuracy_score(y_test, clf.predict(X_test)):.2f}")
plt.scatter(df["length"], df["width"])
plt.show()
df.to_csv("clean.csv")
"""


@pytest.fixture(autouse=True, scope="module")
def stop_children():
    yield
    children.stop_fork_server()


def test_a_script_as_beginners_write_it_is_measured_and_what_it_said_is_kept(alice):
    evaluation = run_to_the_end(start(alice, script=WHOLE))
    assert evaluation.status == "succeeded", evaluation.reason_message
    assert evaluation.script.form == "as_is"
    assert evaluation.plan["pick"] == asdict(Pick("clf"))
    assert evaluation.plan["input_mode"] == "own"
    assert evaluation.printed.startswith("Accuracy: ")
    assert evaluation.said["model"] == "LogisticRegression"
    assert evaluation.said["notes"] == [
        "Line 16: “clean.csv” was written for the script alone and is not kept."
    ]
    script = evaluation.pipeline_results.get(pipeline="script").data
    assert len(script["scores"]["accuracy"]["folds"]) == evaluation.plan["folds"]


def test_its_figures_are_pictures_that_we_wrote(alice):
    evaluation = run_to_the_end(start(alice, script=WHOLE))
    (figure,) = evaluation.said_figures.all()
    picture = Image.open(io.BytesIO(bytes(figure.png)))
    assert (figure.line, picture.format, picture.size) == (15, "PNG", (640, 480))


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("open('/etc/passwd').read()", "forbidden", "Line 1 tried to use a file"),
        ("import pandas as pd; pd.read_csv('test.csv')", "no_model", "left no model"),
        ("n = input('Trees? ')", "forbidden", "Line 1 asks “Trees?”, and nobody is there to answer."),
        ("import xgboost; input()", "missing_import", "Line 1 imports xgboost, which is not installed here."),
        (
            "from sklearn.datasets import load_iris; load_iris()",
            "forbidden",
            "comes with scikit-learn",
        ),
        ("while True: input = 1; open", "time_limit", "took too long"),
    ],
)
def test_a_whole_script_that_cannot_be_measured_is_told_why(alice, settings, line, code, message):
    settings.LIMITS = settings.LIMITS.__class__(script_wall_seconds=4, script_cpu_seconds=3)
    evaluation = run_to_the_end(start(alice, script=line))
    assert (evaluation.status, evaluation.reason_code) == ("failed", code)
    assert message in evaluation.reason_message
    assert evaluation.reason_hint
    assert not FoldResult.objects.exists()


def test_a_search_over_columns_that_the_script_makes_is_measured_on_them(alice):
    source = """import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
df = pd.read_csv("flowers.csv")
df["made"] = df["length"] / df["width"]
X_train, X_test, y_train, y_test = train_test_split(df[["made"]], df["species"])
pipe = make_pipeline(make_column_transformer((StandardScaler(), ["made"])), LogisticRegression())
grid = GridSearchCV(pipe, {"logisticregression__C": [0.1, 1]}, cv=3)
grid.fit(X_train, y_train)
print(grid.score(X_test, y_test))
"""
    evaluation = run_to_the_end(start(alice, csv=FLOWERS, script=source))
    assert evaluation.status == "succeeded", evaluation.reason_message
    assert (evaluation.plan["input_mode"], evaluation.said["model"]) == ("own", "GridSearchCV")


def test_a_model_that_cannot_be_lifted_out_of_its_script_gets_one_piece_of_advice(alice):
    source = """import pandas as pd
class Odd:
    def fit(self, X, y):
        self.answer = y.iloc[0] if set(X.columns) == {"made"} else None
    def predict(self, X):
        return [self.answer] * len(X)
df = pd.read_csv("flowers.csv").sample(frac=0.9, random_state=1).reset_index(drop=True)
df["made"] = df["length"] / df["width"]
odd = Odd()
odd.fit(df[["made"]], df["species"])
"""
    evaluation = run_to_the_end(start(alice, csv=FLOWERS, script=source))
    assert evaluation.status == "failed"
    assert evaluation.reason_hint.startswith(
        "It was tried on the raw rows and on prepared ones. Put its prep"
    )


def test_without_a_sandbox_a_whole_script_is_refused_and_not_run(alice, monkeypatch):
    server = children.ForkServer(children.ENGINE_ROOT, children.ENTRY, children.PRELOAD, tier=0)
    monkeypatch.setattr(children, "fork_server", lambda: server)
    try:
        evaluation = run_to_the_end(start(alice, script=WHOLE))
    finally:
        server.stop()
    assert (evaluation.reason_code, evaluation.reason_is_platform_fault) == ("sandbox_unavailable", True)
    assert evaluation.printed == ""
