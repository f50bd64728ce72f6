"""Groups of rows on which the model is weaker."""

from evaluations.figures.weak_segments import draw_weak_segments
from tests.evaluations.figures.geometry import find, words


def draw(*segments):
    keys = ("column", "segment", "rows", "score", "low", "high", "clear")
    entries = [dict(zip(keys, segment, strict=True)) for segment in segments]
    found = {"metric": "accuracy", "overall": 0.82, "tried": 9, "segments": entries}
    return draw_weak_segments({"diagnostics": {"weak_segments": found}})


def test_a_clear_one_is_the_title():
    figure = draw(
        ("class", "third", 320, 0.71, 0.66, 0.76, True), ("age", "0 to 20", 90, 0.8, 0.7, 0.87, False)
    )
    assert figure.title == "Weaker where “class” is “third”: accuracy 0.71 instead of 0.82"
    assert [row[-1] for row in figure.data["rows"]] == ["clearly", "perhaps by chance"]
    assert {"class: third", "320 rows", "all rows"} <= set(words(figure.svg))


def test_chance_is_not_called_a_weakness():
    figure = draw(("age", "0 to 20", 90, 0.8, 0.7, 0.87, False))
    assert figure.title == "No group of rows is clearly weaker than the rest"


def test_without_intervals_there_are_dots_alone():
    svg = draw(("age", "0 to 20", 90, 0.8, None, None, False)).svg
    assert len(find(svg, "circle", "ff-measured")) == 1
    assert not find(svg, "line", "ff-measured")
