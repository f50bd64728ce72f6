"""Learned or memorised."""

from evaluations.figures.train_test_gap import draw_train_test_gap
from tests.evaluations.figures.geometry import find, words


def draw(pairs, *, higher=True):
    gaps = [{"pipeline": f"model_{i}", "train": train, "test": test} for i, (train, test) in enumerate(pairs)]
    metric = "accuracy" if higher else "rmse"
    return draw_train_test_gap(
        {"primary_metric": metric, "higher_is_better": higher, "diagnostics": {"train_test_gap": gaps}}
    )


def test_the_model_that_loses_most_is_named_and_drawn_first():
    figure = draw([(0.81, 0.79), (0.99, 0.78)])
    assert figure.title == "model 1 scores 0.99 on rows it learned from and 0.78 on new ones"
    assert [row[0] for row in figure.data["rows"]] == ["model 1", "model 0"]


def test_for_an_error_the_loss_is_upwards():
    assert draw([(1.0, 9.0), (5.0, 6.0)], higher=False).title.startswith(
        "model 0 scores 1 on rows it learned"
    )


def test_no_gap_is_said_to_be_none():
    assert draw([(0.8, 0.81)]).title == "No model does better on the rows it learned from than on new ones"


def test_the_ring_and_the_dot_are_named_above_the_first_row():
    svg = draw([(0.99, 0.78)]).svg
    assert {"rows learned from", "new rows"} <= set(words(svg))
    ring = next(e for e in find(svg, "circle", "ff-muted"))
    assert float(ring.get("cx")) > float(find(svg, "circle", "ff-measured")[0].get("cx"))
