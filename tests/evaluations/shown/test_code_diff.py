from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from evaluations.shown.code_diff import MOST_LINES, diff_sources, plain_diff, show_diff

BEFORE = "import a\n\n\ndef make_model():\n    return a.Model(1)\n"
AFTER = "import a\n\n\ndef make_model():\n    # more\n    return a.Model(2)\n"


def script(source: str, name: str = "model.py"):
    return SimpleNamespace(source=source, sha256=str(hash(source)), filename=name)


def test_lines_carry_their_numbers_and_a_sign():
    (hunk,) = diff_sources(BEFORE, AFTER).hunks
    changed = [(line.sign, line.first, line.second) for line in hunk if line.sign]
    assert changed == [("−", 5, None), ("+", None, 5), ("+", None, 6)]
    assert [line.anchor for line in hunk if line.sign] == ["a5", "b5", "b6"]
    assert diff_sources(BEFORE, AFTER).sentence == "From A to B: 1 line removed, 2 lines added."


def test_far_changes_are_parts_of_their_own_with_three_lines_around():
    body = "".join(f"x{i} = {i}\n" for i in range(40))
    shown = diff_sources(body, body.replace("x2 = 2\n", "x2 = 3\n").replace("x30 = 30\n", "x30 = 31\n"))
    assert [len(hunk) for hunk in shown.hunks] == [7, 8]


def test_the_code_of_strangers_is_escaped():
    shown = diff_sources("x = 1\n", 'x = "<script>alert(1)</script>"\n')
    written = "".join(line.html for line in shown.hunks[0])
    assert "<script>" not in written
    assert "&lt;script&gt;" in written


def test_line_separators_of_other_alphabets_do_not_shift_the_lines():
    (hunk,) = diff_sources('a = "x\u2028y"\nb = 1\n', 'a = "x\u2028y"\nb = 2\n').hunks
    assert [(line.kind, line.first or line.second) for line in hunk] == [
        ("same", 1),
        ("removed", 2),
        ("added", 2),
    ]


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (None, None, "Neither had a script"),
        (None, script("x = 1"), "Only B had a script, model.py."),
        (script("x = 1"), None, "Only A had a script, model.py."),
        (script("x = 1"), script("x = 1"), "Both ran the very same code."),
        (script("x = 1"), script("x = 1\n"), "The two differ in blanks and line ends only."),
        (script("x\n" * (MOST_LINES + 1)), script("y"), "too long"),
    ],
)
def test_what_cannot_be_compared_is_said(first, second, sentence):
    shown = show_diff(first, second)
    assert sentence in shown.sentence
    assert shown.hunks == ()


def test_a_hostile_pair_takes_no_long_time():
    began = time.process_time()
    diff_sources("".join(f"{i % 7}\n" for i in range(2000)), "".join(f"{i % 11}\n" for i in range(2000)))
    assert time.process_time() - began < 2


def test_programs_get_a_unified_diff():
    assert "-    return a.Model(1)\n+    # more\n" in plain_diff(script(BEFORE), script(AFTER, "new.py"))
    assert plain_diff(None, script(AFTER)) == ""
