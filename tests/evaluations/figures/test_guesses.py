"""Guesses beside scores, in a sentence and a figure."""

import pytest

from evaluations.figures.guesses import Guess, draw_guesses, say_calibration


@pytest.mark.parametrize(
    ("guess", "measured", "bounded", "close"),
    [(0.80, 0.84, True, True), (0.80, 0.86, True, False), (95, 100, False, True), (85, 100, False, False)],
)
def test_close_is_within_five_hundredths_or_a_tenth_of_an_error(guess, measured, bounded, close):
    assert Guess(guess, measured, bounded).is_close is close


def test_the_sentence_counts_and_compares_certainty_with_what_came_true():
    guesses = [Guess(0.8, 0.82, True, 70), Guess(0.9, 0.74, True, 90), Guess(0.6, 0.62, True)]
    assert say_calibration(guesses) == (
        "3 guesses before the reveal, off by 0.07 on average; 2 close. "
        "Sure to 80 % on average, close in 50 %."
    )
    assert say_calibration([Guess(95, 100, False)]) == "1 guess before the reveal; 1 close."
    assert say_calibration([]) == ""


def test_the_figure_needs_two_scores_and_leaves_errors_out():
    assert draw_guesses([Guess(0.8, 0.82, True), Guess(95, 100, False)]) is None
    figure = draw_guesses([Guess(0.8, 0.82, True, 70), Guess(0.9, 0.74, True)])
    assert figure.title == "1 of 2 guesses came within 0.05 of the score"
    assert figure.data["rows"][0] == [0.8, 0.82, 70]
