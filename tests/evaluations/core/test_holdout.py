import numpy as np
import pytest

from evaluations.core.contract import PipelineFrame
from evaluations.core.holdout import score_holdout
from evaluations.core.protocol import build_protocol


def protocol_for(values: list[dict], *, kind: str, rows: int):
    column = {
        "name": "y",
        "kind": kind,
        "missing": 0,
        "distinct": len(values),
        "values": values,
        "values_complete": kind == "category",
        "integer": False,
    }
    feature = {"name": "x", "kind": "number", "missing": 0, "distinct": rows, "values": [], "integer": False}
    profile = {"rows": rows, "columns": [feature, column]}
    return build_protocol(profile, data_sha256="a" * 64, target="y")


@pytest.fixture
def binary():
    return protocol_for(
        [{"value": "no", "count": 60}, {"value": "yes", "count": 40}], kind="category", rows=100
    )


def test_accuracy_has_wilsons_interval(binary):
    y = np.repeat([0.0, 1.0], [60, 40])
    predicted = y.copy()
    predicted[:20] = 1.0  # 80 of 100 right
    scores = score_holdout(binary, y, PipelineFrame("script", ok=True, predicted=predicted))
    assert scores["accuracy"]["score"] == pytest.approx(0.8)
    # Wilson (1927) for 80 of 100 at 95 %: 0.7112 to 0.8666
    assert scores["accuracy"]["low"] == pytest.approx(0.7112, abs=5e-5)
    assert scores["accuracy"]["high"] == pytest.approx(0.8666, abs=5e-5)


def test_other_metrics_have_a_bootstrap_interval_that_is_the_same_every_time(binary):
    rng = np.random.default_rng(0)
    y = np.repeat([0.0, 1.0], [60, 40])
    decision = y + rng.normal(0, 1, 100)
    frame = PipelineFrame("script", ok=True, predicted=(decision > 0.5).astype(float), decision=decision)
    first, second = score_holdout(binary, y, frame), score_holdout(binary, y, frame)
    assert first == second
    auc = first["roc_auc"]
    assert auc["low"] < auc["score"] < auc["high"]
    # Hanley & McNeil (1982) give a standard error of about 0.045 for this AUC and these class sizes
    assert auc["high"] - auc["low"] == pytest.approx(2 * 1.96 * 0.045, rel=0.35)


def test_a_frame_without_predictions_is_refused(binary):
    with pytest.raises(ValueError, match="no predictions"):
        score_holdout(binary, np.zeros(3), PipelineFrame("script", ok=False))
