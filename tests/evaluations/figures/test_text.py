"""Hostile text becomes one printable line that fits."""

from hypothesis import given
from hypothesis import strategies as st

from evaluations.figures.text import clean, cut, in_sentence, quote, text_width, wrap


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


def test_what_must_not_be_torn_apart_is_not():
    assert clean("(100\u00a0%)\n of  it") == "(100\u00a0%) of it"


def test_a_sentence_goes_on_from_left_to_right_after_an_arabic_label():
    assert quote("نعم") == "“نعم”\u200e"
    assert clean(f"{quote('نعم')} (0.39)") == "“نعم”\u200e (0.39)"


def test_a_long_name_is_broken_between_its_words():
    assert wrap("Naive Bayes", 13, 170) == ["Naive Bayes"]
    assert wrap("Histogram gradient boosting", 13, 170) == ["Histogram gradient", "boosting"]


def test_names_that_differ_in_their_ends_alone_can_be_told_apart():
    first, second = (wrap(f"concentration_of_particles_in_the_north_{n}", 13, 140) for n in (1, 2))
    assert first[0] == second[0] == "concentration_"
    assert (first[1][0], first[1][-2:], second[1][-2:]) == ("…", "_1", "_2")


@given(st.text(max_size=300), st.floats(40, 300))
def test_each_line_of_a_name_fits_its_room(text, room):
    lines = wrap(clean(text), 13, room)
    assert len(lines) <= 2
    assert all(text_width(line, 13) <= room for line in lines)


def test_no_line_ends_inside_a_number():
    lines = wrap("population: 9,397,430 to 50,004,859", 13, 180)
    assert lines == ["population: 9,397,430", "to 50,004,859"]
