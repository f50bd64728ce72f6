"""Each column alone beside the target."""

from evaluations.figures.association import draw_association
from tests.evaluations.figures.geometry import find


def draw(*strengths, measure="cramers_v"):
    entries = [
        {"feature": f"f{k}", "strength": strength, "measure": measure, "rows": 90}
        for k, strength in enumerate(strengths)
    ]
    return draw_association({"diagnostics": {"association": entries}})


def test_the_title_names_the_strongest_and_its_measure():
    assert draw(0.2, 0.54).title == "“f1” goes with the target the most: Cramér's V 0.54"
    assert draw(0.02).title == "No column on its own goes with the target"


def test_fifteen_are_drawn_and_all_are_in_the_table_with_their_rows():
    figure = draw(*[0.9 - k / 100 for k in range(20)], measure="rank_correlation")
    assert len(find(figure.svg, "rect")) == 15
    assert "5 more columns only in the table" in figure.reading
    assert "(rank correlation)" in figure.reading
    assert figure.data["rows"][0] == ["f0", 0.9, "rank correlation", 90]
    assert len(figure.data["rows"]) == 20


def test_nothing_measured_draws_nothing():
    assert draw_association({"diagnostics": {}}) is None
    assert draw() is None
