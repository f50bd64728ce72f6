import pytest

from evaluations.core.target_suggestion import suggest_target


def describe(name, kind="number", distinct=80, looks_like=None, missing=0, integer=False):
    return {
        "name": name,
        "kind": kind,
        "distinct": distinct,
        "looks_like": looks_like,
        "missing": missing,
        "integer": integer,
    }


def suggest(*names, rows=100):
    return suggest_target([describe(name) for name in names], rows)


@pytest.mark.parametrize(
    ("names", "target"),
    [
        (["age", "target", "height"], "target"),
        (["Survived", "Pclass", "Age", "Fare"], "Survived"),
        (["a", "b", "median_price", "c"], "median_price"),
        (["MS_SubClass", "Lot", "Sale_Price", "Latitude"], "Sale_Price"),
        (["x", "y"], "y"),
        (["x", "y", "z", "price"], "price"),
        (["x", "y", "z"], "z"),
        (["sepal", "petal", "kind_of_iris"], "kind_of_iris"),
    ],
)
def test_the_name_decides_and_else_the_last_column(names, target):
    assert suggest(*names) == target


def test_ids_texts_dates_and_constants_are_never_suggested():
    looks = ["id", "free_text", "date", "constant"]
    columns = [describe("height"), *(describe(f"target_{look}", looks_like=look) for look in looks)]
    assert suggest_target(columns, 100) == "height"
    assert suggest_target(columns[1:], 100) is None


def test_a_column_that_is_mostly_missing_is_not_suggested():
    assert suggest_target([describe("height"), describe("target", missing=60)], 100) == "height"


def test_two_classes_are_likelier_than_an_amount():
    columns = [describe("weight"), describe("smokes", "boolean", 2), describe("height"), describe("age")]
    assert suggest_target(columns[:3], 100) == "height"  # the last column weighs more
    assert suggest_target([columns[1], columns[0], describe("towns", "category", 70)], 100) == "smokes"
