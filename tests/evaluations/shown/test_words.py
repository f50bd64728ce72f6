from __future__ import annotations

import pytest

from evaluations.shown.words import block, duration, file_size, listed


def test_a_block_keeps_lines_and_drops_controls_and_overrides():
    assert block("a\r\nb\x1b[31m\x00\tc\u202ed\ufeff", 100) == "a\nb[31m\tcd"


def test_a_block_is_cut_and_says_so():
    assert block("x" * 30, 10) == "x" * 10 + " … (cut)"


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b", "c", "d", "e", "f"], "a, b, c and 3 more"),
    ],
)
def test_lists_read_as_sentences(items, text):
    assert listed(items) == text


def test_sizes_and_durations_have_units():
    assert [file_size(n) for n in (1, 312, 54_800, 2_340_000)] == ["1 byte", "312 bytes", "54.8 kB", "2.3 MB"]
    assert [duration(s) for s in (0.001, 0.42, 12.3, 200)] == ["under 0.01 s", "0.42 s", "12 s", "3 min"]
