"""From outcomes to results, verdicts and diagnostics: known numbers in, known numbers out."""

import json
import math

import numpy as np
import pytest

from evaluations.core.contract import Failure, PipelineFrame
from evaluations.core.outcome import FoldOutcome, score_frame
from evaluations.core.report import build_report, choose_best, summarise_pipeline
from evaluations.core.splitting import encode_target, split
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table

N = 60
TRUTH = ["no", "yes"] * (N // 2)
BINARY = make_table(make_number("x", np.arange(N) / 7), make_codes("y", TRUTH))
NUMBERS = make_table(make_number("x", np.arange(N) / 7), make_number("y", np.arange(N) * 2.0 + 0.5))


def tell(table, protocol, predict):
    """Outcomes of all folds of a model that predicts ``predict(y_test, rows)`` -> frame fields."""
    rows, y = encode_target(table, protocol)
    target = np.full(table.n_rows, np.nan)
    target[rows] = y
    told = {}
    for fold in split(table, protocol).folds:
        fields = predict(target[fold.test], fold.test)
        frame = PipelineFrame("model", True, fit_seconds=0.5, **fields)
        told[fold.index] = score_frame(protocol, frame, target[fold.test])
    return told


def know(y, rows):
    return {"predicted": y, "probabilities": np.column_stack([1 - y, y])}


def guess(y, rows):
    return {"predicted": np.ones(len(y)), "probabilities": np.full((len(y), 2), 0.5)}


def miss_every_fifth(y, rows):
    predicted = np.where(rows % 5 == 0, 1 - y, y)
    sure = 0.6 + 0.3 * rows / N
    positive = np.where(predicted == 1, sure, 1 - sure)
    return {
        "predicted": predicted,
        "probabilities": np.column_stack([1 - positive, positive]),
        "train_scores": {"accuracy": 1.0},
        "importances": np.array([0.25]),
    }


def report_of(table, models):
    protocol = make_protocol(table)
    outcomes = {code: tell(table, protocol, predict) for code, predict in models.items()}
    return build_report(table, protocol, split(table, protocol), outcomes)


def test_the_results_read_as_the_api_promises():
    data = report_of(BINARY, {"baseline": guess, "script": miss_every_fifth}).to_dict()
    assert [result["pipeline"] for result in data["results"]] == ["baseline", "script"]
    script = data["results"][1]
    assert set(script) == {
        "pipeline",
        "title",
        "origin",
        "status",
        "reason",
        "fit_seconds",
        "scores",
        "versus_baseline",
        "notes",
    }
    assert (script["origin"], script["status"], script["reason"]) == ("script", "succeeded", None)
    assert script["fit_seconds"] == pytest.approx(0.5 * 15)
    accuracy = script["scores"]["accuracy"]
    assert set(accuracy) == {"mean", "low", "high", "folds", "higher_is_better"}
    assert accuracy["mean"] == pytest.approx(0.8)  # every fifth row wrong, all test folds of one size
    assert len(accuracy["folds"]) == 15
    assert data["best"] == "script"


def test_a_perfect_model_beats_a_guess_and_the_baseline_has_no_verdict():
    results = report_of(BINARY, {"baseline": guess, "decision_tree": know}).results
    versus = results[1]["versus_baseline"]
    # ROC AUC 1 on every fold against .5
    assert (versus["verdict"], versus["metric"], versus["difference"]) == ("better", "roc_auc", 0.5)
    assert versus["p"] == 0.0
    assert results[0]["versus_baseline"] is None


def test_a_model_like_the_baseline_makes_no_clear_difference():
    results = report_of(BINARY, {"baseline": guess, "knn": guess}).results
    assert results[1]["versus_baseline"]["verdict"] == "no_clear_difference"


def test_the_error_must_fall_by_a_percent_of_the_baselines():
    def near(offset):
        return lambda y, rows: {"predicted": y + offset * np.where(rows % 2, 1.0, -1.0)}

    models = {"baseline": near(10.0), "ridge": near(9.95), "knn": near(9.8)}
    results = report_of(NUMBERS, models).results
    # RMSE 10 on every fold: a fall of .05 is below .1, a fall of .2 above
    verdicts = [result["versus_baseline"] and result["versus_baseline"]["verdict"] for result in results]
    assert verdicts == [None, "no_clear_difference", "better"]
    assert results[2]["versus_baseline"]["difference"] == pytest.approx(0.2)


def test_one_failed_fold_fails_the_pipeline_with_its_reason_and_spares_the_others():
    protocol = make_protocol(BINARY)
    broken = tell(BINARY, protocol, know)
    broken[3] = FoldOutcome(ok=False, reason={"code": "time_limit", "message": "Stopped."})
    outcomes = {"baseline": tell(BINARY, protocol, guess), "svm": broken}
    data = build_report(BINARY, protocol, split(BINARY, protocol), outcomes).to_dict()
    failed = data["results"][1]
    assert (failed["status"], failed["scores"], failed["versus_baseline"]) == ("failed", {}, None)
    assert failed["reason"] == {"code": "time_limit", "message": "Stopped."}
    assert data["best"] == "baseline"


def test_a_report_of_nothing_but_failures_is_still_a_report():
    protocol = make_protocol(BINARY)
    failure = FoldOutcome(ok=False, reason={"code": "crash", "message": "It crashed."})
    outcomes = {"baseline": dict.fromkeys(range(15), failure)}
    data = build_report(BINARY, protocol, split(BINARY, protocol), outcomes).to_dict()
    assert data["best"] is None
    assert data["diagnostics"]["fold_scores"] == []


def test_a_pipeline_can_be_summed_up_before_all_folds_are_in():
    protocol = make_protocol(BINARY)
    folds = tell(BINARY, protocol, miss_every_fifth)
    first = summarise_pipeline(protocol, "knn", {0: folds[0]})
    assert (first["scores"]["accuracy"]["low"], first["versus_baseline"]) == (None, None)
    repeat = summarise_pipeline(protocol, "knn", {index: folds[index] for index in range(5)})
    assert repeat["scores"]["accuracy"]["mean"] == pytest.approx(0.8)
    assert repeat["scores"]["accuracy"]["low"] < 0.8


def test_a_metric_that_lacks_a_value_on_some_fold_is_not_averaged():
    protocol = make_protocol(BINARY)
    folds = tell(BINARY, protocol, know)
    scores = {code: score for code, score in folds[2].scores.items() if code != "roc_auc"}
    folds[2] = FoldOutcome(ok=True, scores=scores)
    assert "roc_auc" not in summarise_pipeline(protocol, "knn", folds)["scores"]


def test_ties_go_to_the_simpler_model_and_low_errors_win():
    def result(code, metric, mean):
        return {"pipeline": code, "status": "succeeded", "scores": {metric: {"mean": mean}}}

    classes = make_protocol(BINARY)
    assert choose_best(classes, [result(c, "accuracy", 0.8) for c in ("ridge", "knn")]) == "ridge"
    numbers = make_protocol(NUMBERS, metric="mae")
    assert choose_best(numbers, [result("ridge", "mae", 2.0), result("knn", "mae", 1.0)]) == "knn"


def test_the_diagnostics_of_a_binary_model():
    report = report_of(BINARY, {"baseline": guess, "decision_tree": miss_every_fifth})
    found = report.to_dict()["diagnostics"]
    # rows 0, 5, 10, …, 55 are wrong: even ones (6) are "no", odd ones (6) are "yes"
    assert found["confusion_matrix"] == {"labels": ["no", "yes"], "counts": [[24, 6], [6, 24]]}
    assert found["feature_importance"] == [{"feature": "x", "mean": 0.25, "low": 0.25, "high": 0.25}]
    assert found["train_test_gap"][-1]["train"] == 1.0
    assert found["train_test_gap"][-1]["test"] == pytest.approx(0.8)
    assert [entry["pipeline"] for entry in found["fold_scores"]] == ["baseline", "decision_tree"]
    worst = found["worst_rows"][0]
    # position 55 is the surest mistake: .6 + .3 × 55 / 60; its row in the file is 56
    assert (worst["row"], worst["actual"], worst["predicted"]) == (56, "yes", "no")
    assert worst["confidence"] == pytest.approx(0.875)
    assert sum(found["calibration"]["counts"]) == N
    roc = found["roc"]
    assert (roc["fpr"][0], roc["tpr"][0], roc["fpr"][-1], roc["tpr"][-1]) == (0, 0, 1, 1)
    assert roc["auc"] == report.results[1]["scores"]["roc_auc"]["mean"]


def test_the_roc_curve_of_known_ranks():
    # In each fold all positives stand above all negatives.
    roc = report_of(BINARY, {"baseline": know}).diagnostics["roc"]
    assert list(zip(roc["fpr"], roc["tpr"], strict=True)) == [(0, 0), (0, 1), (1, 1)]


def test_the_diagnostics_of_a_regression():
    def shift(y, rows):
        return {"predicted": y - np.where(rows == 7, 50.0, 1.0)}

    found = report_of(NUMBERS, {"baseline": shift}).diagnostics
    assert found["worst_rows"][0] == {"row": 8, "actual": 14.5, "predicted": -35.5, "confidence": None}
    assert sum(found["residuals"]["counts"]) == N
    assert (found["residuals"]["edges"][0], found["residuals"]["edges"][-1]) == (1.0, 50.0)
    pairs = found["predicted_vs_actual"]
    assert (len(pairs["actual"]), pairs["unit"]) == (N, "y")
    assert "confusion_matrix" not in found


def test_reports_are_json_even_where_numbers_explode():
    enormous = make_table(NUMBERS["x"], make_number("y", np.linspace(-1, 1, N) * 1e308))
    data = report_of(enormous, {"baseline": lambda y, rows: {"predicted": -y}}).to_dict()
    json.dumps(data, allow_nan=False)


def test_a_failed_frame_becomes_a_reason_in_words():
    failure = Failure(stage="fit", type="ValueError", message="Only one class.")
    outcome = score_frame(make_protocol(BINARY), PipelineFrame("svm", False, failure=failure), np.ones(3))
    assert not outcome.ok
    assert outcome.reason["message"] == "It failed while learning: Only one class."
    assert math.isclose(outcome.fit_seconds, 0.0)
