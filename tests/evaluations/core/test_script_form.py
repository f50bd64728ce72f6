import pytest

from evaluations.core.script_form import form_of


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("def make_model():\n    return 1\nmodel = 2\n", "make_model"),
        ("model = object()\n", "model"),
        ("class Mine:\n    def fit(self, X, y): ...\n    def predict(self, X): ...\n", "class"),
        ("class Half:\n    def fit(self, X, y): ...\n", "script"),
        ("print('hello')\n", "script"),
        ("", "script"),
    ],
)
def test_the_form_is_read_from_the_code(source, form):
    assert form_of(source) == form
