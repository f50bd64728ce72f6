"""The ROC curve."""

from evaluations.figures.roc import draw_roc
from tests.evaluations.figures.geometry import find, words


def draw(fpr, tpr, auc=0.861, classes=("lost", "survived")):
    return draw_roc({"classes": list(classes), "diagnostics": {"roc": {"fpr": fpr, "tpr": tpr, "auc": auc}}})


def test_the_title_says_what_the_area_means():
    figure = draw([0, 0.1, 1], [0, 0.8, 1])
    assert figure.title == "A row that is “survived” is ranked above one that is “lost” 86 times in 100"
    assert "AUC 0.86" in words(figure.svg)


def test_the_curve_and_the_diagonal_run_from_corner_to_corner():
    svg = draw([0, 0, 1], [0, 1, 1]).svg
    points = [tuple(map(float, p.split(","))) for p in find(svg, "polyline")[0].get("points").split()]
    diagonal = find(svg, "line", "ff-baseline")[0]
    assert points[0] == (float(diagonal.get("x1")), float(diagonal.get("y1")))
    assert points[2] == (float(diagonal.get("x2")), float(diagonal.get("y2")))
    assert points[1] == (points[0][0], points[2][1])


def test_a_fine_curve_is_thinned_but_keeps_its_ends():
    rates = [index / 4999 for index in range(5000)]
    rows = draw(rates, rates).data["rows"]
    assert len(rows) == 120
    assert (rows[0], rows[-1]) == ([0.0, 0.0], [1.0, 1.0])


def test_rates_that_do_not_match_are_not_drawn():
    assert draw([0, 1], [0, 0.5, 1]) is None
