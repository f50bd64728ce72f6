"""The square with two axes."""

from collections import Counter

from evaluations.figures.frame import Frame
from tests.evaluations.figures.geometry import assert_labels_apart, words


def test_where_not_all_numbers_fit_every_second_is_written_up_to_the_end():
    frame = Frame(0, 800_000, 0, 800_000, x_title="true", y_title="predicted")
    svg = frame.draw(title="A frame", desc="Nothing in it.")
    assert_labels_apart(svg)
    number_of = Counter(words(svg))
    assert number_of["400,000"] == number_of["800,000"] == 2  # on both axes
    assert number_of["200,000"] == number_of["600,000"] == 1
