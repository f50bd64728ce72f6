import pytest

from evaluations.core.script_advice import advise_on, name_columns


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


@pytest.mark.parametrize(
    ("asked", "delimiter", "told"),
    [
        ("survived", ",", "did you mean “Survived”?"),
        ("Age", ";", "pd.read_csv(…, sep=';')"),
        ("price", ",", "the columns of the file are Survived, Age"),
        ("Age", ",", ""),
    ],
)
def test_a_column_that_is_not_there_is_answered_with_the_one_that_is(asked, delimiter, told):
    assert told in name_columns(asked, ("Survived", "Age"), delimiter)
