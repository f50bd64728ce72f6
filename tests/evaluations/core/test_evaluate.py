"""The whole measurement in one call, and its numbers against independent ones."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.model_selection import KFold, StratifiedKFold

from evaluations.core.evaluate import evaluate, hash_table, run_folds, spread_target
from evaluations.core.folds import make_job
from evaluations.core.profiling import profile_table
from evaluations.core.protocol import ProtocolError, build_protocol
from evaluations.core.reading import read_table
from evaluations.core.report import summarise_pipeline
from evaluations.core.splitting import Fold, Split, encode_target
from tests.evaluations.core.makers import make_mixed_table

SHARED = Path(__file__).parents[4] / "shared" / "data"
PAPER_NAMES = {
    "dummy": "baseline",
    "logreg": "logistic_regression",
    "ridge": "ridge",
    "tree": "decision_tree",
    "hgb": "hist_gradient_boosting",
}
SCORERS = {"neg_mean_absolute_error": "mae", "neg_root_mean_squared_error": "rmse"}
# Complete numbers and plain categories: elsewhere the reference drops columns or has no missing indicators.
COMPARABLE = ["hpc_jobs", "oj", "weekly_sp500", "concrete", "attrition"]


def make_frame(n=90, seed=0):
    rng = np.random.default_rng(seed)
    size = rng.normal(size=n)
    label = np.where(size + rng.normal(0, 0.4, n) > 0, "big", "small")
    return pd.DataFrame({"size": size, "colour": rng.choice(["red", "blue"], n), "label": label})


def test_a_data_frame_and_a_target_are_enough():
    seen = []
    report = evaluate(make_frame(), "label", on_outcome=lambda code, fold, outcome: seen.append((code, fold)))
    data = report.to_dict()
    json.dumps(data, allow_nan=False)
    assert data["task"] == "binary"
    assert [result["status"] for result in data["results"]] == ["succeeded"] * 8
    assert data["results"][1]["versus_baseline"]["verdict"] == "better"
    assert data["diagnostics"]["feature_importance"][0]["feature"] == "size"
    assert len(seen) == len(set(seen)) == 8 * 15


def test_the_same_data_give_the_same_numbers_twice_and_in_two_processes():
    def numbers(report):
        data = report.to_dict()
        return [result["scores"] for result in data["results"]], data["diagnostics"]

    first, again = (numbers(evaluate(make_frame(), "label", processes=count)) for count in (1, 2))
    assert first == again


def test_a_protocol_may_be_given_instead_of_wishes():
    table = make_mixed_table("multiclass")
    protocol = build_protocol(profile_table(table), data_sha256=hash_table(table), target="y")
    assert evaluate(table, protocol=protocol).protocol == protocol


def test_neither_target_nor_protocol_is_refused():
    with pytest.raises(TypeError, match="needs a target or a protocol"):
        evaluate(make_frame())
    with pytest.raises(ProtocolError, match="Did you mean 'label'"):
        evaluate(make_frame(), "lable")


def test_pure_noise_is_not_called_better_than_the_baseline():
    frame = make_frame(seed=5)
    frame["label"] = np.random.default_rng(9).permutation(frame["label"])
    verdicts = [result["versus_baseline"] for result in evaluate(frame, "label").results[1:]]
    assert "better" not in [versus["verdict"] for versus in verdicts]


def test_folds_by_group_come_with_scores_and_without_interval_or_verdict():
    frame = make_frame()
    frame["shop"] = [f"shop {k % 9}" for k in range(len(frame))]
    data = evaluate(frame, "label", group="shop").to_dict()
    assert data["diagnostics"]["fold_scores"]
    for result in data["results"]:
        score = result["scores"]["accuracy"]
        assert (len(score["folds"]), score["low"], score["high"]) == (5, None, None)
        assert result["versus_baseline"] is None
    assert data["diagnostics"]["feature_importance"][0]["low"] is None


def split_plainly(table, protocol):
    """Five shuffled folds without a lockbox, as the reference did."""
    rows, y = encode_target(table, protocol)
    make = KFold if protocol.task == "regression" else StratifiedKFold
    cut = make(5, shuffle=True, random_state=0).split(np.zeros(len(y)), y)
    folds = [Fold(index, 0, rows[train], rows[test]) for index, (train, test) in enumerate(cut)]
    return Split(rows[:0], rows, tuple(folds))


def measure_named(table, protocol, codes):
    """Scores of these pipelines on the plain folds, by pipeline."""
    parts, y = split_plainly(table, protocol), spread_target(table, protocol)
    outcomes = {code: {} for code in codes}
    for code, fold, outcome in run_folds(
        make_job(table, y, protocol, parts, f, tuple(codes)) for f in range(5)
    ):
        outcomes[code][fold] = outcome
    return {code: summarise_pipeline(protocol, code, outcomes[code])["scores"] for code in codes}


@pytest.mark.skipif(not SHARED.exists(), reason="the reference data lie beside the repository")
@pytest.mark.parametrize("name", COMPARABLE)
def test_scores_on_real_data_equal_the_independent_reference(name):
    told = next(entry for entry in json.loads((SHARED / "meta.json").read_text()) if entry["name"] == name)
    reference = json.loads((SHARED / "reference_scores.json").read_text())[name]["scores"]
    table = read_table((SHARED / told["file"]).read_bytes(), filename=told["file"]).table
    features = [column for column in table.names if column not in {told["target"], *told["drop"]}]
    protocol = build_protocol(
        profile_table(table), data_sha256="", target=told["target"], task=told["task"], features=features
    )
    protocol = dataclasses.replace(protocol, seed=0)
    ours = measure_named(table, protocol, [PAPER_NAMES[name] for name in reference])
    for paper_name, metrics in reference.items():
        for scorer, (mean, _) in metrics.items():
            metric, sign = (SCORERS[scorer], -1) if scorer in SCORERS else (scorer, 1)
            found = ours[PAPER_NAMES[paper_name]][metric]["mean"]
            assert found == pytest.approx(sign * mean, abs=2e-6), (paper_name, metric)
