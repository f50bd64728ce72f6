"""Hostile text becomes one printable line that fits."""

from hypothesis import given
from hypothesis import strategies as st

from evaluations.figures.text import clean, cut, in_sentence, quote, text_width


def test_control_characters_overrides_and_line_breaks_go():
    assert clean("a\x00b\x1b[31m\n c\u202ed\u2066e\ud800f") == "ab[31m cdef"


def test_towers_of_combining_marks_are_kept_low():
    assert len(clean("e" + "\u0301" * 500 + "x")) == 4


def test_composed_emoji_and_right_to_left_words_stay_whole():
    assert clean("👩\u200d🔬 שלום") == "👩\u200d🔬 שלום"


def test_long_text_ends_in_an_ellipsis_within_the_limit():
    assert clean("x" * 10_000, 20) == "x" * 19 + "…"


@given(st.text(max_size=400), st.floats(20, 400))
def test_what_is_cut_fits_its_room(text, room):
    assert text_width(cut(text, 13, room), 13) <= room


def test_text_that_fits_is_not_cut():
    assert cut("short", 13, 200) == "short"


def test_quotes_go_around_cleaned_labels():
    assert quote("no\n") == "“no”"


def test_only_ordinary_words_lose_their_capital_inside_a_sentence():
    assert [in_sentence(t) for t in ("Balanced accuracy", "ROC AUC", "R²", "")] == [
        "balanced accuracy", "ROC AUC", "R²", "",
    ]  # fmt: skip
