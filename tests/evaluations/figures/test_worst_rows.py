"""The rows that were predicted worst."""

from evaluations.figures.worst_rows import draw_worst_rows
from tests.evaluations.figures.geometry import find, words


def draw(*rows):
    keys = ("row", "actual", "predicted", "confidence")
    return draw_worst_rows(
        {"diagnostics": {"worst_rows": [dict(zip(keys, row, strict=True)) for row in rows]}}
    )


def test_the_surest_mistake_is_the_title():
    figure = draw((571, "survived", "lost", 0.98), (84, "lost", "survived", 0.9))
    assert figure.title == "98\u00a0% sure and wrong: row 571 is “survived”, not “lost”"
    assert figure.data["rows"][1] == [84, "lost", "survived", 0.9]
    assert "row 571: survived" in words(figure.svg)


def test_numbers_show_truth_and_prediction():
    figure = draw((1499, 610.0, 285.4, None))
    assert figure.title == "Row 1,499 is furthest off: 285 predicted, 610 true"
    assert figure.data["rows"] == [[1499, 610.0, 285.4, -324.6]]
    ring, dot = find(figure.svg, "circle", "ff-muted")[0], find(figure.svg, "circle", "ff-measured")[0]
    assert float(ring.get("cx")) > float(dot.get("cx"))


def test_labels_without_a_confidence_have_no_figure():
    assert draw((1, "a", "b", None)) is None


def test_a_title_begins_with_a_capital():
    worst = [{"row": 3, "actual": "a", "predicted": "b", "confidence": 0.997}]
    assert draw_worst_rows({"diagnostics": {"worst_rows": worst}}).title.startswith("Over 99\u00a0% sure")


def test_names_of_classes_that_differ_in_their_ends_can_be_told_apart():
    worst = [
        {"row": n, "actual": f"Genus montana-occidentalis var. {n}", "predicted": "b" * 80, "confidence": 0.9}
        for n in (1, 2)
    ]
    figure = draw_worst_rows({"diagnostics": {"worst_rows": worst}})
    assert sum(word.endswith(("var. 1", "var. 2")) for word in words(figure.svg_narrow)) == 2
