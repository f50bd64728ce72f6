"""Why there is no report: nothing is said twice."""

from evaluations.shown.excerpt import excerpt
from evaluations.shown.progress import hint_beside

SOURCE = "import pandas\nflowers = pandas.read_csv('a.csv')\nflowers['none']\n"
PLACE = "line 3, in <module>: flowers['none']"


def test_a_traceback_of_the_line_that_is_shown_is_left_out():
    assert hint_beside(excerpt(SOURCE, 3), PLACE, 3) == ""


def test_what_tells_more_or_stands_alone_is_kept():
    longer = f"{PLACE}\nline 1, in read: pass"
    assert hint_beside(excerpt(SOURCE, 3), longer, 3) == longer
    assert hint_beside((), PLACE, 3) == PLACE
    assert hint_beside(excerpt(SOURCE, 3), "Name a column of the file.", 3) == "Name a column of the file."
