import pytest

from evaluations.core.script_advice import advise_on


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("Input X contains NaN.", "fillna"),
        ("could not convert string to float: 'male'", "get_dummies"),
        ("No module named 'sklearn.cross_validation'", "sklearn.model_selection"),
        ("got an unexpected keyword argument 'squared'", "root_mean_squared_error"),
        ("'DataFrame' object has no attribute 'append'", "pd.concat"),
    ],
)
def test_a_common_error_is_answered_with_what_to_write(message, word):
    assert word in advise_on(message)


def test_of_other_errors_nothing_is_claimed():
    assert advise_on("division by zero") == ""
