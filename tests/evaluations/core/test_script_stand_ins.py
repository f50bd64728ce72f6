import sys

import pandas as pd
import pytest

from evaluations.core.as_is import run_as_is
from tests.evaluations.core.whole_scripts import HEAD, WholeScript

FIT = "m = LogisticRegression(max_iter=300).fit(X_train, y_train)\n"


@pytest.fixture(autouse=True)
def untouched_interpreter(monkeypatch):
    monkeypatch.setattr(sys, "argv", sys.argv)


def run(before, after="", **settings):
    return run_as_is(WholeScript(before + HEAD + FIT + after, **settings).as_is_job())


@pytest.mark.parametrize(
    "before",
    [
        "import sys\nassert sys.argv[1] == 'people.csv'\n",
        "import sys\nif len(sys.argv) < 2:\n    sys.exit('usage: script.py FILE')\n",
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('data')\n"
        "assert p.parse_args().data == 'people.csv'\n",
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('--csv', required=True)\n"
        "p.add_argument('--k', type=int, default=3)\na = p.parse_args()\n"
        "assert (a.csv, a.k) == ('people.csv', 3)\n",
        "from IPython.display import display\nfrom tqdm import tqdm\ndisplay(list(tqdm([1])))\n",
        "import matplotlib.pyplot as plt\nplt.style.use('seaborn-whitegrid')\n"
        "plt.style.use('no-such-style')\n",
    ],
)
def test_what_is_there_at_home_is_there(before):
    result = run(before)
    assert (result.failure, result.stopped) == (None, None)


def test_a_file_to_predict_holds_the_rows_without_the_target():
    after = "t = pd.read_csv('test.csv')\nassert 'survived' not in t and len(t) == len(df)\n"
    result = run("", after)
    assert (result.failure, result.stopped) == (None, None)
    assert result.notes[-1].endswith("“test.csv” was taken for the rows of “people.csv” without the target.")


def test_an_argument_that_nobody_can_guess_is_asked_for():
    before = (
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('--k', type=int, required=True)\n"
    )
    assert run(before + "p.parse_args()\n").failure.type == "SystemExit"


def test_a_model_inside_an_object_of_the_script_is_found_and_made_again():
    after = (
        "class Job:\n    def go(self):\n        self.best = LogisticRegression(max_iter=200)\n"
        "        self.best.fit(X_train, y_train)\njob = Job()\njob.go()\ndel m\n"
    )
    result = run("", after)
    assert (result.pick.name, result.pick.attribute) == ("job", "best")


@pytest.mark.parametrize(
    ("asks", "is_given"),
    [
        ("df['sex'].dtype == object", True),
        ("df.dtypes[df.dtypes == 'object'].index.tolist() == ['sex', 'survived']", True),
        ("'O' == df.sex.dtype", True),
        ("df.sex.dtype.kind in 'O'", True),
        ("pd.api.types.is_object_dtype(df.sex)", True),
        ("df.sex.dtype == 'str'", False),
        ("df.select_dtypes(exclude='number').columns.tolist() == ['sex', 'survived']", False),
    ],
)
def test_words_are_objects_where_a_script_takes_them_for_it(asks, is_given):
    read = "import pandas as pd\ndf = pd.read_csv('people.csv')\n"
    result = run(f"{read}assert {asks}\n")
    assert (result.failure, result.stopped) == (None, None)
    assert any("dtype object" in note for note in result.notes) == is_given
    assert pd.Series(["word"]).dtype != object  # afterwards
