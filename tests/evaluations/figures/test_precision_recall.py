"""The precision-recall curve."""

from evaluations.figures.precision_recall import draw_precision_recall
from tests.evaluations.figures.geometry import find, words


def draw(recall, precision, share=0.3):
    curve = {"recall": recall, "precision": precision, "average_precision": 0.74, "share": share}
    report = {"classes": ["lost", "survived"], "diagnostics": {"precision_recall": curve}}
    return draw_precision_recall(report)


def test_the_title_gives_the_price_of_finding_most_cases():
    figure = draw([0.2, 0.6, 0.85, 1.0], [1.0, 0.9, 0.7, 0.3])
    assert (
        figure.title == "To find 8 in 10 of the rows that are “survived”, 70\u00a0% of the alarms are right"
    )
    assert "area 0.74" in words(figure.svg)
    assert figure.data["rows"][2] == [0.85, 0.7]


def test_guessing_is_a_level_line_at_the_share_of_cases():
    dashes = find(draw([0.5, 1.0], [1.0, 0.5]).svg, "line", "ff-baseline")[0]
    assert dashes.get("y1") == dashes.get("y2")
