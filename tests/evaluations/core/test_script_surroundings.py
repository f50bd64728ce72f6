"""Files, figures and people as a whole script finds them."""

import io
import sys

import pandas as pd
import pytest

from evaluations.core.as_is import run_as_is
from evaluations.core.script_code import Pick
from evaluations.core.scripts import run_script
from tests.evaluations.core.whole_scripts import HEAD, PEOPLE, RENTS, WholeScript


@pytest.fixture(autouse=True)
def untouched_interpreter(monkeypatch):
    monkeypatch.setattr(sys, "argv", sys.argv)


def run(body, **settings):
    return run_as_is(WholeScript(HEAD + body, **settings).as_is_job())


def test_figures_are_kept_shown_saved_or_neither():
    result = run(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig('/content/a.png')\nplt.show()\n"
        "fig, ax = plt.subplots(figsize=(30, 10))\nax.hist(df.age)\n"
        "m = LogisticRegression().fit(X_train, y_train)"
    )
    assert [figure.line for figure in result.figures] == [13, None]
    first, second = (figure.pixels for figure in result.figures)
    assert first.shape == (480, 640, 3)
    assert second.shape == (300, 900, 3)
    assert {tuple(pixel) for pixel in first[0, :5]} == {(255, 255, 255)}
    assert (first != 255).any()


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("from google.colab import drive; drive.mount('/content/drive')", "no drive to mount"),
        (
            "import pickle; pickle.dump(df, open('df.pkl', 'wb')); pickle.load(open('df.pkl', 'rb'))",
            "“df.pkl”",
        ),
        ("import joblib; joblib.dump(X, 'X.joblib'); joblib.load('X.joblib')", "“X.joblib” was written"),
        ("df.to_csv('out/clean.csv'); assert len(pd.read_csv('out/clean.csv')) == len(df)", "“clean.csv”"),
        ("import os; os.makedirs('out'); os.chdir('/content')", "os.makedirs was left out"),
        ("import numpy as np; np.savetxt('p.txt', [1]); np.save('p.npy', [1])", "“p.txt” was written"),
    ],
)
def test_what_a_script_writes_is_for_itself_and_said(line, note):
    result = run(f"{line}\nm = LogisticRegression().fit(X_train, y_train)")
    assert (result.failure, result.stopped) == (None, None)
    assert any(note in sentence for sentence in result.notes)


READS = {
    "absolute": "pd.read_csv('/home/me/people.csv')",
    "windows": r"pd.read_csv(r'C:\Users\me\Desktop\People.CSV')",
    "address": "pd.read_csv('https://example.org/raw/people.csv?token=1')",
    "open": "pd.DataFrame(list(__import__('csv').DictReader(open('people.csv'))))",
    "path": "pd.read_csv(__import__('pathlib').Path('data') / 'people.csv')",
    "excel": "pd.read_excel('people.xlsx')",
    "upload": "pd.read_csv(io.BytesIO(files.upload()['x.csv']))",
    "another_name": "pd.read_csv('titanic_train.csv')",
}


@pytest.mark.parametrize("case", READS)
def test_the_file_is_found_wherever_the_script_looks(case):
    source = f"""import io
import pandas as pd
from google.colab import files
from sklearn.dummy import DummyClassifier
df = {READS[case]}
assert list(df.columns) == ["id", "age", "sex", "fare", "survived"], df.columns
m = DummyClassifier()
"""
    result = run_as_is(WholeScript(source).as_is_job())
    assert result.failure is None
    assert result.stopped is None


def test_a_second_data_file_is_not_there_and_the_message_names_the_one_that_is():
    failure = run("test = pd.read_csv('weather.csv')").failure
    assert failure.type == "NoSuchDataError"
    assert "there is no “weather.csv” here: the project has one data file, “people.csv”" in failure.message
    assert failure.line == 10


def test_nobody_answers():
    failure = run("n = int(input('How many trees? '))\nm = RandomForestClassifier(n)").failure
    assert (failure.type, failure.message, failure.line) == ("NobodyAnswersError", "How many trees? ", 10)


def test_numbers_without_a_header_are_read_by_numpy():
    csv = "".join(f"{i % 7}.5,{i % 5},{i % 2}\n" for i in range(80))
    source = (
        "import numpy as np\nfrom sklearn.tree import DecisionTreeClassifier\n"
        "d = np.loadtxt('points.data', delimiter=',')\n"
        "clf = DecisionTreeClassifier().fit(d[:, :2], d[:, 2])\n"
    )
    script = WholeScript(source, csv=csv, target="column_3", name="points.data")
    whole = run_as_is(script.as_is_job())
    assert (whole.failure, whole.stopped, whole.pick) == (None, None, Pick("clf"))
    assert run_script(script.fold_job(whole.pick)).input_mode == "own"


def test_the_file_is_written_as_the_original_was():
    job = WholeScript("", csv=RENTS, target="rent", name="rents.csv").as_is_job()
    text = job.file.write(job.train).decode()
    original, rows = set(RENTS.splitlines()), text.splitlines()
    assert rows[0] == "area;rooms;town;rent"
    assert set(rows) <= original
    assert len(rows) == 1 + job.train.n_rows


def test_a_whole_number_with_gaps_keeps_its_look_and_a_blank_name_stays_blank():
    csv = "," + PEOPLE.replace("\n", "\n7,")[:-2]
    job = WholeScript("", csv=csv).as_is_job()
    frame = pd.read_csv(io.BytesIO(job.file.write(job.train)), dtype=str)
    assert list(frame.columns)[:2] == ["Unnamed: 0", "id"]
    assert not frame.age.dropna().str.contains(".", regex=False).any()
