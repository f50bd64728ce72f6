import pytest

from evaluations.core.script_form import form_of


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("def make_model():\n    return 1\nmodel = 2\n", "make_model"),
        ("model = object()\n", "model"),
        ("class Mine:\n    def fit(self, X, y): ...\n    def predict(self, X): ...\n", "class"),
        ("class Half:\n    def fit(self, X, y): ...\n", "as_is"),
        ("print('hello')\n", "as_is"),
        ("import pandas as pd\ndf = pd.read_csv('a.csv')\nmodel = 1\n", "as_is"),
        ("model = 1\nif __name__ == '__main__':\n    open('a.csv')\n", "model"),
        ("", "as_is"),
    ],
)
def test_the_form_is_read_from_the_code(source, form):
    assert form_of(source) == form
