"""The page to look at them all."""

from evaluations.figures.gallery import build_gallery


def test_the_gallery_shows_every_example_and_says_that_the_numbers_are_made_up():
    page = build_gallery()
    assert "drawn from example numbers" in page
    assert page.count("<svg") == 6 * 4 + (13 + 9) + (5 + 4) + 2 + 1 + 4
