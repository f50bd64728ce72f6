"""A declaration is read and never executed; what is run is written by us from a known name and literals."""

import ast

import pytest
from sklearn.utils import all_estimators

from evaluations.core.by_hand import DeclarationError, Twin, read_declaration
from evaluations.core.library_estimators import CLASSIFIERS, ESTIMATORS, REGRESSORS

KNN = Twin("KNeighborsClassifier", {"n_neighbors": 5})


@pytest.mark.parametrize(
    "line",
    [
        'reimplements = "KNeighborsClassifier(n_neighbors=5)"',
        "reimplements = KNeighborsClassifier(n_neighbors=5)",
        'reimplements: str = "sklearn.neighbors.KNeighborsClassifier(n_neighbors=5)"',
        'reimplements = "GaussianNB"\nreimplements = "KNeighborsClassifier(n_neighbors=5)"',
    ],
)
def test_a_declaration_is_read_in_the_ways_that_people_write_it(line):
    assert read_declaration(f"import numpy as np\n{line}\n") == KNN


def test_a_bare_name_is_the_estimator_as_it_comes():
    assert read_declaration("reimplements = 'GaussianNB'") == Twin("GaussianNB", {})


def test_a_script_that_declares_nothing_has_no_twin():
    assert read_declaration("x = 1\ndef f():\n    reimplements = 'GaussianNB'\n") is None


def test_settings_may_be_nested_and_negative():
    twin = read_declaration("reimplements = MLPRegressor(hidden_layer_sizes=(8, 4), tol=-1e-3, solver='sgd')")
    assert twin.settings == {"hidden_layer_sizes": (8, 4), "tol": -1e-3, "solver": "sgd"}
    assert twin.call == "MLPRegressor(hidden_layer_sizes=(8, 4), tol=-0.001, solver='sgd')"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ('"KNeighborClassifier()"', "no scikit-learn estimator"),
        ("\"os.system('id')\"", "no scikit-learn estimator"),
        ('"KNeighborsClassifier(5)"', "settings by name"),
        ('"KNeighborsClassifier(**{})"', "settings by name"),
        ('"KNeighborsClassifier(n_neighbors=int(5))"', "not written out"),
        ('"KNeighborsClassifier(metric=lambda a, b: 0)"', "not written out"),
        ('"KNeighborsClassifier(n_jobs=-1)"', "the platform sets it"),
        ("\"KNeighborsClassifier(n_neighbors=b'5')\"", "not written out"),
        ('"SVC(C=1e999)"', "not written out"),
        ('"KNeighborsClassifier("', "not a valid expression"),
        ("5", "names no estimator"),
        ("[GaussianNB()]", "names no estimator"),
        ('"GaussianNB()()"', "names no estimator"),
    ],
)
def test_anything_but_a_known_name_with_literals_is_refused_with_the_line(value, told):
    with pytest.raises(DeclarationError, match=told) as raised:
        read_declaration(f"x = 1\nreimplements = {value}\n")
    assert raised.value.line == 2
    assert raised.value.hint


def test_a_slip_in_the_name_is_answered_with_the_right_one():
    with pytest.raises(DeclarationError) as raised:
        read_declaration("reimplements = 'KNeighborClassifier(n_neighbors=5)'")
    assert "KNeighborsClassifier" in raised.value.hint


def test_the_twin_is_a_script_of_our_own_words():
    assert KNN.source == (
        "from sklearn.neighbors import KNeighborsClassifier\n\n\n"
        "def make_model():\n    return KNeighborsClassifier(n_neighbors=5)\n"
    )


def test_no_string_in_a_setting_can_leave_its_quotes():
    twin = read_declaration("reimplements = SVC(kernel='x\\'\\n\"\"\");import os#')")
    (call,) = [node for node in ast.walk(ast.parse(twin.source)) if isinstance(node, ast.Call)]
    assert ast.literal_eval(call.keywords[0].value) == 'x\'\n""");import os#'


def test_a_twin_fits_its_own_kind_of_task():
    assert KNN.fits("binary")
    assert KNN.fits("multiclass")
    assert not KNN.fits("regression")


def test_every_estimator_of_the_list_is_there_under_its_module():
    for kind, listed in (("classifier", CLASSIFIERS), ("regressor", REGRESSORS)):
        there = dict(all_estimators(type_filter=kind))
        for name, module in listed.items():
            assert there[name].__module__.startswith(module), name
    assert len(ESTIMATORS) == len(CLASSIFIERS) + len(REGRESSORS)
