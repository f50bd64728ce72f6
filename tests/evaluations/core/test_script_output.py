import numpy as np
import pandas as pd
import pytest

from evaluations.core.script_output import (
    OutputError,
    decode_classes,
    read_codes,
    read_decision,
    read_probabilities,
    read_values,
)

WORDS = decode_classes(("no", "yes"))
NUMBERS = decode_classes(("1", "2"))
BOTH = np.array([0.0, 1.0])


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        (("-1", "0", "12"), [-1, 0, 12]),
        (("0.5", "1e3"), [0.5, 1000.0]),
        (("1", "2.5"), [1.0, 2.5]),
        (("False", "True"), [False, True]),
        (("007", "a"), ["007", "a"]),
        (("nan", "inf"), ["nan", "inf"]),
    ],
)
def test_labels_are_decoded_as_pandas_would(classes, expected):
    decoded = decode_classes(classes).tolist()
    assert decoded == expected
    assert [type(label) for label in decoded] == [type(label) for label in expected]


@pytest.mark.parametrize(
    "predicted",
    [
        ["yes", "no", "yes"],
        np.array(["yes", "no", "yes"]),
        np.array(["yes", "no", "yes"], dtype=object),
        pd.Series(["yes", "no", "yes"], index=[7, 8, 9]),
        pd.DataFrame({"y": ["yes", "no", "yes"]}),
        np.array([["yes"], ["no"], ["yes"]]),
    ],
)
def test_labels_in_any_usual_container_become_codes(predicted):
    assert read_codes(predicted, 3, WORDS).tolist() == [1.0, 0.0, 1.0]


@pytest.mark.parametrize("predicted", [[2, 1], [2.0, 1.0], np.array([2, 1], dtype=object), np.int8([2, 1])])
def test_numbers_of_any_type_that_equal_a_label_become_its_code(predicted):
    assert read_codes(predicted, 2, NUMBERS).tolist() == [1.0, 0.0]


def test_truth_values_and_zeros_and_ones_are_the_same_labels():
    assert read_codes([1, 0], 2, decode_classes(("False", "True"))).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("predicted", "labels", "told"),
    [
        (None, WORDS, "returned None. Did you forget `return`"),
        (["yes"], WORDS, "shape (1,); expected (2,)"),
        (np.zeros((2, 2)), NUMBERS, "shape (2, 2); expected (2,)"),
        ((x for x in "ab"), WORDS, "a generator"),
        ("yes", WORDS, "a str"),
        (["yes", "maybe"], WORDS, "returned 'maybe', which is not one of the labels: no, yes"),
        ([1, 3], NUMBERS, "returned 3, which is not one of the labels: 1, 2"),
        ([1, 1.5], NUMBERS, "returned 1.5, which"),
        ([0, 1], WORDS, "returned 0, which"),
        (["1", "2"], NUMBERS, "returned text; expected numbers"),
        ([1, np.nan], NUMBERS, "1 predictions are NaN or infinite"),
        (np.array([1, 2j]), NUMBERS, "complex numbers"),
        (np.array([object(), object()]), NUMBERS, "object objects"),
        ([None, 1], NUMBERS, "NoneType objects"),
        ([[1], [1, 2]], NUMBERS, "unequal length"),
    ],
)
def test_what_is_no_label_for_each_row_is_said(predicted, labels, told):
    with pytest.raises(OutputError) as refused:
        read_codes(predicted, 2, labels)
    assert told in str(refused.value)


def test_values_of_a_regression_are_finite_numbers():
    assert read_values([1, 2.5, True], 3).tolist() == [1.0, 2.5, 1.0]
    with pytest.raises(OutputError, match="2 predictions are NaN or infinite"):
        read_values([1, np.nan, np.inf], 3)


class Told:
    """Answers what it was given."""

    def __init__(self, **told):
        for name, value in told.items():
            setattr(self, name, value if name == "classes_" else lambda X, value=value: value)


ROWS = np.zeros((2, 1))
HALVES = [[0.25, 0.75], [1.0, 0.0]]


def test_probabilities_are_put_in_the_order_of_the_protocol():
    model = Told(predict_proba=HALVES, classes_=np.array(["yes", "no"], dtype=object))
    assert read_probabilities(model, ROWS, BOTH, WORDS).tolist() == [[0.75, 0.25], [0.0, 1.0]]


def test_a_class_that_the_fold_lacks_has_no_probability():
    three = decode_classes(("a", "b", "c"))
    told = read_probabilities(Told(predict_proba=HALVES), ROWS, np.array([0.0, 2.0]), three)
    assert told.tolist() == [[0.25, 0.0, 0.75], [1.0, 0.0, 0.0]]


def test_one_column_is_taken_for_the_last_class():
    told = read_probabilities(Told(predict_proba=[0.75, 0.0]), ROWS, BOTH, WORDS)
    assert told.tolist() == [[0.25, 0.75], [1.0, 0.0]]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"predict_proba": None},
        {"predict_proba": [[0.5, 0.6], [0.5, 0.5]]},
        {"predict_proba": [[1.5, -0.5], [0.5, 0.5]]},
        {"predict_proba": [[0.5, np.nan], [0.5, 0.5]]},
        {"predict_proba": [[0.5, 0.5]]},
        {"predict_proba": [[0.2, 0.3, 0.5]] * 2},
        {"predict_proba": "none"},
        {"predict_proba": HALVES, "classes_": ["yes", "maybe"]},
        {"predict_proba": HALVES, "classes_": 3},
    ],
)
def test_probabilities_that_make_no_sense_are_left_out(told):
    assert read_probabilities(Told(**told), ROWS, BOTH, WORDS) is None


def test_decisions_point_to_the_last_class():
    assert read_decision(Told(decision_function=[1.0, -2.0]), ROWS, BOTH, WORDS).tolist() == [1.0, -2.0]
    reverse = Told(decision_function=[1.0, -2.0], classes_=np.array(["yes", "no"], dtype=object))
    assert read_decision(reverse, ROWS, BOTH, WORDS).tolist() == [-1.0, 2.0]


def test_decisions_of_more_than_two_classes_are_left_out():
    three = decode_classes(("a", "b", "c"))
    assert read_decision(Told(decision_function=[1.0, 2.0]), ROWS, np.arange(3.0), three) is None
