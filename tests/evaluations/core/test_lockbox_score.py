"""The one score of the set-aside rows and its interval."""

import numpy as np
import pytest

from evaluations.core.contract import PipelineFrame
from evaluations.core.lockbox_score import score_lockbox
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table

X = make_number("x", np.arange(30) / 7)
BINARY = make_protocol(make_table(X, make_codes("y", ["no", "yes"] * 15)))
NUMBERS = make_protocol(make_table(X, make_number("y", np.arange(30) / 3)))
Y = np.tile([0.0, 1.0], 20)


def test_accuracy_has_wilsons_interval():
    scores = score_lockbox(BINARY, Y, PipelineFrame("knn", True, predicted=Y))
    # 40 of 40 right: Wilson from 1 / (1 + 1.96² / 40)
    assert scores["accuracy"] == {"score": 1.0, "low": pytest.approx(0.912379, abs=1e-5), "high": 1.0}


def test_other_metrics_have_an_interval_around_their_score():
    positive = np.where(np.arange(40) % 5 == 0, 1 - Y, Y) * 0.8 + 0.1
    frame = PipelineFrame(
        "knn", True, predicted=np.round(positive), probabilities=np.column_stack([1 - positive, positive])
    )
    scores = score_lockbox(BINARY, Y, frame)
    assert set(scores) == set(BINARY.metrics)
    for told in scores.values():
        assert told["low"] < told["score"] < told["high"]


def test_the_interval_is_the_same_every_time():
    actual = np.random.default_rng(0).normal(size=50)
    frame = PipelineFrame("ridge", True, predicted=actual * 0.9)
    assert score_lockbox(NUMBERS, actual, frame) == score_lockbox(NUMBERS, actual, frame)


def test_a_frame_without_predictions_is_refused():
    with pytest.raises(ValueError, match="no predictions"):
        score_lockbox(BINARY, Y, PipelineFrame("knn", False))


def test_rows_in_groups_are_drawn_by_whole_groups_and_so_less_sure():
    labels = make_codes("y", ["no", "yes"] * 60)
    who = make_codes("who", [f"p{k // 6}" for k in range(120)])
    grouped = make_protocol(make_table(make_number("x", np.arange(120) / 7), who, labels), group="who")
    # two of ten groups are wrong throughout, the others right
    y, parts = np.tile([0.0, 1.0], 30), np.repeat(np.arange(10), 6)
    frame = PipelineFrame("knn", True, predicted=np.where(parts < 2, 1 - y, y))
    rows, groups = (
        score_lockbox(BINARY, y, frame)["f1_macro"],
        score_lockbox(grouped, y, frame, parts)["f1_macro"],
    )
    assert rows["score"] == groups["score"] == pytest.approx(0.8)
    assert groups["high"] - groups["low"] > 1.5 * (rows["high"] - rows["low"])


def test_the_last_rows_in_time_have_a_score_and_no_interval():
    table = make_table(make_number("x", np.arange(60)), make_number("y", np.arange(60) / 3))
    timed = make_protocol(table, time="x")
    scores = score_lockbox(timed, np.arange(9.0), PipelineFrame("ridge", True, predicted=np.arange(9.0) + 1))
    assert scores["mae"] == {"score": 1.0, "low": None, "high": None}
