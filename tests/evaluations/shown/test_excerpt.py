"""The line that raised, with its neighbours."""

from __future__ import annotations

import pytest

from evaluations.shown.excerpt import excerpt

SOURCE = "\n".join(f"line {number}" for number in range(1, 8))


@pytest.mark.parametrize(
    ("line", "numbers"),
    [(4, [2, 3, 4, 5, 6]), (1, [1, 2, 3]), (7, [5, 6, 7]), (0, []), (8, []), (None, [])],
)
def test_two_lines_on_either_side_where_there_are_any(line, numbers):
    shown = excerpt(SOURCE, line)
    assert [each.number for each in shown] == numbers
    assert [each.number for each in shown if each.is_marked] == [line] * bool(numbers)


def test_the_text_is_the_scripts_own():
    assert [each.text for each in excerpt(SOURCE, 1)] == ["line 1", "line 2", "line 3"]


def test_an_endless_line_is_cut():
    assert len(excerpt("x" * 10_000, 1)[0].text) < 400
