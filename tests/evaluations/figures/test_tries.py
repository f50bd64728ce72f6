"""The ledger of tries: a lead is held against luck."""

import re

from evaluations.figures.tries import Tries, draw_tries


def draw(*scores, luck=0.03, higher=True):
    return draw_tries(Tries("accuracy", scores, lambda number: luck * (number > 1), higher))


def test_a_lead_beyond_luck_is_more_than_luck():
    assert (
        draw(0.80, 0.79, 0.85).title
        == "The best of 3 tries leads the first by 0.05, more than luck alone would (0.03)"
    )


def test_a_lead_within_luck_is_no_more():
    assert "by 0.02, no more than luck alone would (0.03)" in draw(0.80, 0.82).title


def test_for_errors_the_lowest_is_best():
    assert "by 5, more than luck alone would (2)" in draw(50.0, 45.0, luck=2, higher=False).title


def test_the_first_may_still_be_the_best_and_one_try_is_no_ledger():
    assert draw(0.8, 0.7).title == "The first of 2 tries is still the best"
    assert draw(0.8) is None


def test_every_try_is_a_dot_and_a_row():
    figure = draw(0.80, 0.82, 0.81)
    assert figure.svg.count("<circle") == 3
    assert figure.data["rows"][1] == [2, 0.82, 0.83]


def test_tries_are_counted_in_whole_numbers():
    figure = draw(0.80, 0.70)
    assert ">1<" in figure.svg
    assert ">2<" in figure.svg
    assert ">1.2<" not in figure.svg


def test_the_words_on_luck_stand_off_the_line():
    for figure, above in ((draw(0.80, 0.70), True), (draw(50.0, 55.0, luck=2, higher=False), False)):
        words = float(re.search(r'y="([\d.]+)"[^>]*>luck alone', figure.svg)[1])
        line_end = float(re.search(r'points="[^"]*?([\d.]+)"', figure.svg)[1])
        assert (words < line_end) is above
