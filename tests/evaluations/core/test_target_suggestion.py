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
        (["rooms", "median_income", "median_house_value", "latitude"], "median_house_value"),
        (["age", "smoking_status", "bmi", "stroke"], "stroke"),
        (["age", "marital_status", "hours", "wealth"], "wealth"),
        (["grade", "loan_amnt", "loan_status", "purpose"], "loan_status"),
        (["payment_type", "fare_amount", "tolls"], "fare_amount"),
        (["Company", "Inches", "Price_euros", "Ram"], "Price_euros"),
        (["Cement (kg)", "Strength (MPa, megapascals)", "Age"], "Strength (MPa, megapascals)"),
        (["work_year", "salary_in_usd", "remote"], "salary_in_usd"),
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


def test_the_only_classes_among_numbers_are_likely_to_be_asked_for():
    numbers = [describe(f"column_{number}") for number in range(3, 7)]
    classes = describe("column_2", "category", 26)
    assert suggest_target([describe("column_1"), classes, *numbers], 1000) == "column_2"
    assert suggest_target([classes, *numbers, describe("town", "category", 20)], 1000) == "town"
    state = describe("State", "category", 3)
    assert suggest_target([describe("R&D"), describe("Rent"), state, describe("Gain")], 50) == "Gain"


def test_an_empty_column_behind_the_last_does_not_count_and_ties_go_to_the_later():
    empty = describe("Unnamed: 3", distinct=0, looks_like="constant", missing=100)
    columns = [describe("a"), describe("b"), describe("c"), empty]
    assert suggest_target(columns, 100) == "c"
    assert suggest_target([describe("town", "category", 5), *columns[:3]], 100) == "town"
    school, grades = describe("school", "category", 2), describe("G3", distinct=21, integer=True)
    town = describe("town", "category", 30)
    assert suggest_target([school, town, grades], 395) == "G3"
