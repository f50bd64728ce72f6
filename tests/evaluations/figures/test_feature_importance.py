"""What the model leans on."""

import pytest

from evaluations.figures.feature_importance import draw_feature_importance
from tests.evaluations.figures.geometry import find


def draw(means, *, higher=True, half=0.01):
    features = [
        {"feature": f"f{index}", "mean": mean, "low": mean - half, "high": mean + half}
        for index, mean in enumerate(means)
    ]
    metric = "accuracy" if higher else "rmse"
    return draw_feature_importance(
        {
            "primary_metric": metric,
            "metric_title": metric,
            "higher_is_better": higher,
            "diagnostics": {"feature_importance": features},
        }
    )


def test_the_title_names_the_column_that_matters_most():
    assert draw([0.02, 0.14]).title == "The model leans most on “f1”: without it, accuracy drops by 0.14"
    assert draw([120.0], higher=False).title == "The model leans most on “f0”: without it, rmse rises by 120"


def test_nothing_is_claimed_where_the_interval_reaches_zero():
    assert draw([0.005, 0.001]).title == "The model leans on no single column clearly"


def test_at_most_fifteen_bars_are_drawn_and_the_rest_is_said():
    figure = draw([0.1 - 0.004 * index for index in range(20)])
    assert len(find(figure.svg, "rect")) == 15
    assert "5 more columns, each at most 0.04, only in the table" in figure.reading
    assert len(figure.data["rows"]) == 20


def test_bars_start_at_zero_and_are_as_long_as_their_means():
    svg = draw([0.2, 0.1]).svg
    long, short = find(svg, "rect")
    zero = next(e for e in find(svg, "line", "ff-baseline"))
    assert long.get("x") == short.get("x") == zero.get("x1")
    assert float(long.get("width")) == pytest.approx(2 * float(short.get("width")), abs=0.05)
