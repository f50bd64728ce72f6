import sys

import numpy as np
import pytest

from evaluations.core.contract import Job, ScriptSource
from evaluations.core.scripts import REHEARSAL_ROWS, pick_rehearsal_rows, run_script
from tests.evaluations.core.makers import make_codes, make_mixed_table, make_number, make_protocol, make_table

TRAIN_ROWS = 180
NUMBERS_ONLY = ("size", "weight")


@pytest.fixture(autouse=True)
def untouched_interpreter(monkeypatch):
    """A script's module and its command line end with its test."""
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.delitem(sys.modules, "script", raising=False)
    yield
    sys.modules.pop("script", None)


def make_job(source, task="binary", kind="rehearsal", mode=None, columns=None, table=None):
    table = table or make_mixed_table(task)
    protocol = make_protocol(table)
    features = table.select(columns or [name for name in table.names if name != "y"])
    values = table["y"].values
    if protocol.is_classification:
        place = {label: code for code, label in enumerate(protocol.classes)}
        values = np.array([place[table["y"].levels[code]] for code in values], dtype=np.float64)
    train, test = np.arange(TRAIN_ROWS), np.arange(TRAIN_ROWS, table.n_rows)
    script = ScriptSource("mine.py", source.encode(), mode)
    return Job(
        kind, protocol, features.take(train), values[train], features.take(test), seed=4, script=script
    )


def run(source, **settings):
    return run_script(make_job(source, **settings))


def model(fit="pass", predict="return y0(X)", extra=""):
    """A by-hand model; ``y0`` predicts a label that is always known."""
    return f"""
import numpy as np
{extra}
def y0(X):
    return np.array([LABEL] * len(X))
class Mine:
    def fit(self, X, y):
        global LABEL
        LABEL = np.asarray(y)[0]
        {fit}
    def predict(self, X):
        {predict}
"""


FORMS = {
    "make_model": "from sklearn.dummy import DummyClassifier\ndef make_model(): return DummyClassifier()",
    "model": "from sklearn.dummy import DummyClassifier\nmodel = DummyClassifier()",
    "model_class": "from sklearn.dummy import DummyClassifier as model",
    "class": model(),
    "subclass": model(
        extra="class Base:\n    def fit(self, X, y): ...\n    def predict(self, X): ..."
    ).replace("class Mine:", "class Mine(Base):"),
    "private_class": model(
        extra="class _Other:\n    def fit(self, X, y): ...\n    def predict(self, X): ..."
    ),
    "imported_classes": model(extra="from sklearn.svm import SVC, LinearSVC"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_found_and_predicts_each_row(form):
    frame = run(FORMS[form])
    assert frame.failure is None
    assert len(frame.predicted) == 60
    assert set(frame.predicted) <= {0.0, 1.0}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("x = 1", "no make_model"),
        ("def make_model(): pass", "make_model\\(\\) gave back None"),
        ("model = 3", "`model` is a int"),
        (
            model() + "class Other(object):\n    fit = predict = lambda *a: None",
            "several classes.*Mine, Other",
        ),
        (model(extra="").replace("def fit", "def __init__(self, k): pass\n    def fit"), "without arguments"),
        (f"if __name__ == '__main__':\n    {FORMS['model'].splitlines()[1]}", "no make_model"),
    ],
)
def test_what_is_no_model_is_said(source, told):
    failure = run(source).failure
    assert (failure.stage, failure.type) == ("model", "NoModelError")
    assert __import__("re").search(told, failure.message)


def test_code_for_the_learner_s_own_machine_is_not_run():
    frame = run(model() + "\nif __name__ == '__main__':\n    raise RuntimeError('ran')")
    assert frame.failure is None


def test_the_command_line_is_the_file_s_name_alone():
    assert run("import sys\nassert sys.argv == ['mine.py'], sys.argv\n" + model()).failure is None


def test_raw_rows_come_as_pandas_would_have_read_them():
    checks = """
        assert list(X.columns) == ["colour", "size", "bought", "review", "weight", "town"], X.columns
        assert list(X.index) == list(range(len(X))), X.index
        assert str(X["size"].dtype) == "float64" and str(X["colour"].dtype) == "str", X.dtypes
        assert X["colour"].isna().any()
        assert list(y.index) == list(X.index) and y.name == "y" and set(y) == {"class 0", "class 1"}, y
"""
    frame = run(model(fit=checks.strip()))
    assert (frame.failure, frame.input_mode) == (None, "raw")


@pytest.mark.parametrize(
    ("labels", "kind"),
    [(("3", "10"), "i"), (("0.5", "1.5"), "f"), (("False", "True"), "b"), (("no", "yes"), "str")],
)
def test_labels_are_what_the_file_holds(labels, kind):
    cycle = [labels[row % 2] for row in range(240)]
    table = make_table(make_number("a", np.arange(240.0) % 7), make_codes("y", cycle))
    frame = run(
        model(fit=f"assert y.dtype.kind == {kind!r} or str(y.dtype) == {kind!r}, y.dtype"), table=table
    )
    assert frame.failure is None


def test_a_regression_is_given_and_gives_numbers():
    frame = run(model(fit="self.mean = y.mean()", predict="return [self.mean] * len(X)"), task="regression")
    assert frame.failure is None
    assert len(set(frame.predicted)) == 1


def test_a_model_for_arrays_gets_prepared_ones():
    frame = run(
        model(fit="self.first = X[:, 0]; assert isinstance(y, np.ndarray); assert np.isfinite(X).all()")
    )
    assert (frame.failure, frame.input_mode) == (None, "preprocessed")


def test_an_estimator_that_cannot_take_words_gets_numbers():
    frame = run("from sklearn.linear_model import LogisticRegression\nmodel = LogisticRegression()")
    assert (frame.failure, frame.input_mode, frame.model) == (None, "preprocessed", "LogisticRegression")
    assert frame.probabilities.shape == (60, 2)
    assert frame.decision.shape == (60,)


def test_a_pipeline_by_column_names_gets_the_columns():
    source = """
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.tree import DecisionTreeClassifier
def make_model():
    numbers = make_column_transformer((SimpleImputer(), ["size", "weight"]))
    return make_pipeline(numbers, DecisionTreeClassifier())
"""
    assert run(source).input_mode == "raw"


def test_the_mode_of_the_rehearsal_is_kept():
    source = model(fit="X[:, 0]")
    assert run(source, kind="script", mode="preprocessed").failure is None
    assert run(source, kind="script", mode="raw").failure.type in (
        "InvalidIndexError",
        "KeyError",
        "TypeError",
    )


def test_of_two_errors_a_library_s_own_about_raw_rows_is_told():
    source = "from sklearn.neighbors import KNeighborsClassifier\nmodel = KNeighborsClassifier(10_000)"
    assert "could not convert string to float" in run(source).failure.message


def test_of_two_errors_a_by_hand_model_s_about_prepared_rows_is_told():
    failure = run(model(fit="X[:, 0]; raise ValueError('second')")).failure
    assert (failure.stage, failure.message) == ("fit", "second")


def test_a_mistake_that_has_nothing_to_do_with_the_rows_is_told_at_once():
    frame = run(model(fit="undefined_name"))
    assert (frame.failure.type, frame.input_mode) == ("NameError", "raw")


def test_a_rehearsal_on_a_sample_that_is_too_small_uses_all_rows():
    rows = 500
    labels = [("a", "b")[row % 2] for row in range(rows + 60)]
    table = make_table(make_number("x", np.arange(rows + 60.0)), make_codes("y", labels))
    source = "from sklearn.neighbors import KNeighborsClassifier\nmodel = KNeighborsClassifier(400)"
    job = make_job(source, table=table)
    every = np.arange(rows)
    whole = table.select(["x"])
    codes = (np.arange(rows) % 2).astype(float)
    big = Job(
        "rehearsal", job.protocol, whole.take(every), codes, whole.take(every[:60]), seed=1, script=job.script
    )
    assert run_script(big).failure is None


def test_a_rehearsal_has_rows_of_every_class_and_gaps_of_every_column():
    rows = 5_000
    labels = ["common"] * (rows - 10) + ["rare"] * 10
    gappy = np.arange(float(rows))
    gappy[4_321] = np.nan
    table = make_table(
        make_number("gappy", gappy), make_number("full", np.arange(rows)), make_codes("y", labels)
    )
    codes = np.array([label == "rare" for label in labels], dtype=float)
    features = table.select(["gappy", "full"])
    job = Job("rehearsal", make_protocol(table), features, codes, features, script=ScriptSource("a.py", b""))
    picked = pick_rehearsal_rows(job)
    assert len(picked) == len(set(picked)) == REHEARSAL_ROWS
    assert codes[picked].sum() >= 5
    assert 4_321 in picked
    assert picked.tolist() == pick_rehearsal_rows(job).tolist()


def test_the_same_fold_twice_gives_the_same_predictions():
    source = model(predict="return np.random.choice(np.array(['class 0', 'class 1']), len(X))")
    first, second = run(source), run(source)
    assert first.predicted.tolist() == second.predicted.tolist()
    assert len(set(first.predicted)) == 2


def test_the_line_and_the_last_places_in_the_script_are_told():
    failure = run(model(fit="self.helper()") + "    def helper(self):\n        return 1 / 0\n").failure
    assert failure.type == "ZeroDivisionError"
    assert failure.line == 14
    assert failure.traceback == (
        "line 10, in fit: self.helper()",
        "line 14, in helper: return 1 / 0",
    )


def test_a_syntax_error_is_told_with_its_caret():
    failure = run("x = 1\ndef f(:\n    pass\n").failure
    assert (failure.stage, failure.type, failure.line) == ("read", "SyntaxError", 2)
    assert failure.traceback == ("def f(:\n", "      ^")


@pytest.mark.parametrize(
    ("source", "stage", "type_"),
    [
        ("import sys\nsys.exit(0)", "import", "SystemExit"),
        ("raise KeyboardInterrupt", "import", "KeyboardInterrupt"),
        ("import nothing_like_it", "import", "ModuleNotFoundError"),
        ("open('/nothing/like/it')", "import", "FileNotFoundError"),
        ("def f(): f()\nf()", "import", "RecursionError"),
        ("x = 1\0", "read", "SyntaxError"),
        (model(predict="raise OSError(12, 'no memory')"), "predict", "OSError"),
        ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E", "import", "E"),
    ],
)
def test_every_way_out_of_a_script_is_a_failure_with_its_stage(source, stage, type_):
    failure = run(source).failure
    assert (failure.stage, failure.type) in ((stage, type_), (stage, "ValueError"))
