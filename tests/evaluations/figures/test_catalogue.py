"""Every figure of every report is fit for a page, whatever the labels and however little there is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.figures import draw_figures
from evaluations.figures.examples import example_binary, example_multiclass, example_regression
from tests.evaluations.figures.geometry import assert_fit_for_a_page, assert_labels_apart, words

REPORTS = {"binary": example_binary, "regression": example_regression, "multiclass": example_multiclass}
EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "x" * 10_000,
    "\x00\x07\x1b[31m\ud800\u202eevil",
    "שלום עולם",
    "👩‍🔬" * 50,
    "é" + "\u0301" * 400,
    "",
    "NaN",
    "]]></svg>",
]


def check(figures):
    for figure in figures:
        json.dumps(figure.to_dict(), allow_nan=False)
        assert 0 < len(figure.title) <= 300
        assert not figure.title.endswith(".")
        assert figure.reading.endswith(".")
        assert all(len(row) == len(figure.data["columns"]) for row in figure.data["rows"])
        for svg in filter(None, (figure.svg, figure.svg_narrow)):
            assert_fit_for_a_page(svg)
            assert_labels_apart(svg)


@pytest.mark.parametrize("name", REPORTS)
def test_the_figures_of_a_whole_report_are_fit_for_a_page(name):
    check(draw_figures(REPORTS[name]()))


def test_each_task_has_its_own_figures_in_the_order_of_the_page():
    assert [figure.key for figure in draw_figures(example_binary())] == [
        "model_comparison", "by_hand", "confusion_matrix", "worst_rows", "weak_segments", "roc",
        "precision_recall", "calibration", "association", "feature_importance", "learning_curve",
        "fold_strip", "train_test_gap",
    ]  # fmt: skip
    assert [figure.key for figure in draw_figures(example_regression())] == [
        "model_comparison", "predicted_vs_actual", "residuals", "worst_rows", "fold_strip",
    ]  # fmt: skip


def test_charts_in_rows_come_with_a_twin_for_phones():
    twins = {figure.key for figure in draw_figures(example_binary()) if figure.svg_narrow}
    assert twins == {
        "model_comparison", "by_hand", "worst_rows", "weak_segments", "association", "feature_importance",
        "learning_curve", "fold_strip", "train_test_gap",
    }  # fmt: skip


@pytest.mark.parametrize(
    "report", [{}, {"results": [], "diagnostics": {}}, {"results": None, "diagnostics": None}]
)
def test_a_report_with_nothing_in_it_has_no_figures(report):
    assert draw_figures(report) == []


EMPTY = {
    "fold_scores": [{"pipeline": "a", "title": "a", "values": [], "mean": None}],
    "confusion_matrix": {"labels": [], "counts": []},
    "roc": {"fpr": [], "tpr": [], "auc": None},
    "calibration": {"predicted": [], "observed": [], "counts": []},
    "predicted_vs_actual": {"actual": [], "predicted": [], "unit": "y"},
    "residuals": {"edges": [], "counts": []},
    "feature_importance": [],
    "association": [{"feature": "x", "strength": None, "measure": "cramers_v", "rows": 9}],
    "train_test_gap": [{"pipeline": "a", "train": None, "test": None}],
    "precision_recall": {"recall": [0.5], "precision": [0.5], "share": None},
    "learning_curve": {"title": "a", "points": [{"rows": 9, "score": 0.5, "folds": []}]},
    "weak_segments": {"metric": "accuracy", "overall": 0.5, "segments": []},
    "worst_rows": [{"row": None, "actual": "a", "predicted": "b", "confidence": 0.9}],
}


@pytest.mark.parametrize("key", EMPTY)
def test_a_diagnostic_without_numbers_has_no_figure(key):
    assert draw_figures({"diagnostics": {key: EMPTY[key]}}) == []


ONE = {
    "fold_scores": [{"pipeline": "a", "title": "a", "values": [0.5], "mean": 0.5}],
    "confusion_matrix": {"labels": ["only"], "counts": [[7]]},
    "roc": {"fpr": [0, 1], "tpr": [0, 1], "auc": None},
    "calibration": {"predicted": [0.5], "observed": [0.5], "counts": [1]},
    "predicted_vs_actual": {"actual": [3.0], "predicted": [3.0], "unit": "y"},
    "residuals": {"edges": [0.0, 0.0], "counts": [1]},
    "feature_importance": [{"feature": "x", "mean": 0.0, "low": None, "high": None}],
    "association": [{"feature": "x", "strength": 0.0}],
    "train_test_gap": [{"pipeline": "a", "train": 1.0, "test": 1.0}],
    "precision_recall": {"recall": [0.5, 1], "precision": [1, 0.5], "share": 0.5},
    "learning_curve": {"points": [{"rows": 9, "score": 0.5}, {"rows": 19, "score": 0.5}]},
    "weak_segments": {"metric": "mae", "overall": 0.0, "segments": [{"score": 0.0}]},
    "worst_rows": [{"row": 1, "actual": 3.0, "predicted": 3.0, "confidence": None}],
}


@pytest.mark.parametrize("key", ONE)
def test_the_least_there_can_be_is_drawn(key):
    figures = draw_figures({"primary_metric": "accuracy", "diagnostics": {key: ONE[key]}})
    assert [figure.key for figure in figures] == [{"fold_scores": "fold_strip"}.get(key, key)]
    check(figures)


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
def test_hostile_labels_do_no_harm_anywhere(evil):
    report = example_binary()
    report["classes"] = [evil, evil + "2"]
    report["metric_title"] = evil
    for result in report["results"]:
        result["title"] = evil
        result["reason"] = {"message": evil}
    found = report["diagnostics"]
    found["confusion_matrix"]["labels"] = [evil, evil + "2"]
    for entry in (*found["feature_importance"], *found["association"]):
        entry["feature"] = evil
    for entry in found["fold_scores"]:
        entry["title"] = evil
    for entry in found["worst_rows"]:
        entry["actual"] = entry["predicted"] = evil
    for entry in found["weak_segments"]["segments"]:
        entry["column"] = entry["segment"] = evil
    found["learning_curve"]["title"] = evil
    found["predicted_vs_actual"] = {"actual": [1, 2], "predicted": [2, 1], "unit": evil}
    figures = draw_figures(report)
    check(figures)
    for figure in figures:
        for svg in (figure.svg, figure.svg_narrow):
            assert "<script" not in svg
            assert "<img" not in svg
            assert len(svg) < 60_000


@pytest.mark.parametrize("classes", [1, 2, 3, 4, 5, 12, 13, 50, 100])
def test_any_number_of_classes_stays_readable(classes):
    figure = next(f for f in draw_figures(example_multiclass(classes)) if f.key == "confusion_matrix")
    check([figure])
    assert len(figure.data["rows"]) == min(classes, 13)
    assert len(figure.svg) < 80_000


number = st.one_of(st.none(), st.floats(), st.integers(-(10**18), 10**18), st.booleans(), st.text(max_size=5))
listed = st.lists(number, max_size=8)


@given(
    metric=st.sampled_from(["accuracy", "rmse", "r2", "unheard_of", None]),
    higher=st.booleans(),
    means=st.lists(st.tuples(number, number, number), max_size=5),
    columns=st.lists(listed, min_size=7, max_size=7),
)
def test_whatever_comes_in_place_of_numbers_is_drawn_or_left_out(metric, higher, means, columns):
    results = [
        {"pipeline": f"p{i}", "title": f"p{i}", "scores": {metric: {"mean": mean, "low": low, "high": high}}}
        for i, (mean, low, high) in enumerate(means)
    ]
    fpr, tpr, predicted, observed, counts, edges, values = columns
    report = {
        "primary_metric": metric,
        "higher_is_better": higher,
        "baseline": "p0",
        "results": results,
        "diagnostics": {
            "fold_scores": [{"pipeline": "p1", "title": "p1", "values": values, "mean": None}],
            "confusion_matrix": {"labels": list(range(len(counts))), "counts": [counts] * len(counts)},
            "roc": {"fpr": fpr, "tpr": tpr, "auc": None},
            "calibration": {"predicted": predicted, "observed": observed, "counts": counts},
            "predicted_vs_actual": {"actual": predicted, "predicted": observed, "unit": "y"},
            "residuals": {"edges": edges, "counts": counts},
            "feature_importance": [{"feature": "x", "mean": v, "low": v, "high": v} for v in values],
            "train_test_gap": [{"pipeline": "x", "train": v, "test": v} for v in values],
            "precision_recall": {"recall": fpr, "precision": tpr, "share": None},
            "learning_curve": {"points": [{"rows": v, "score": v, "folds": values} for v in counts]},
            "weak_segments": {
                "metric": metric,
                "overall": next(iter(values), None),
                "segments": [{"rows": v, "score": v, "low": v, "high": v} for v in counts],
            },
            "worst_rows": [{"row": v, "actual": v, "predicted": v, "confidence": None} for v in edges],
        },
    }
    figures = draw_figures(report)
    check(figures)
    assert not any(
        "nan" in word.lower() or "infinity" in word.lower() for f in figures for word in words(f.svg)
    )
