import pytest

from evaluations.core.dialects import WHITESPACE, Dialect
from evaluations.core.layout import find_layout, measure

COMMA = Dialect(",")


@pytest.mark.parametrize(
    ("lines", "header", "header_line", "body_line"),
    [
        (["a,b", "1,2", "3,4"], ("a", "b"), 1, 2),
        (["", "a,b", "1,2", "3,4"], ("a", "b"), 2, 3),
        (["# made, by, me", "a,b", "1,2", "3,4"], ("a", "b"), 2, 3),
        (["My table,,", ",,", "a,b,c", "1,2,3", "4,5,6"], ("a", "b", "c"), 3, 4),
        (['"a', 'x",b', "1,2", "3,4"], ("a\nx", "b"), 1, 3),
        (["a,b", "r1,2,3", "r2,4,5"], ("", "a", "b"), 1, 2),
        (["1,2", "3,4", "5,6"], None, 0, 1),
        (["2019,2020", "3,4", "5,6"], ("2019", "2020"), 1, 2),
        (["a,b,c", "1,2", "3,4"], ("a", "b", "c"), 1, 2),
        (["Sales, all shops, 2019", "a,b,c,d,e", "1,2,3,4,5", "6,7,8,9,x"], ("a", "b", "c", "d", "e"), 2, 3),
        (
            ["by,Anna,2021-05-05,", "a,b,c,d", *(f"x,{n},{n},yes" for n in range(12)), "Total,9,,"],
            ("a", "b", "c", "d"),
            2,
            3,
        ),
        (["a,b,c", "x,y,z,1,2", "u,v,w,3,4"], ("a", "b", "c", "", ""), 1, 2),
        (["ham,ok then", *(f"{('ham', 'spam')[n % 2]},message {n}" for n in range(30))], None, 0, 1),
        (
            ["kind,text", *(f"{('ham', 'spam')[n % 2]},message {n}" for n in range(30))],
            ("kind", "text"),
            1,
            2,
        ),
    ],
)
def test_the_header_is_found_and_told_from_data(lines, header, header_line, body_line):
    layout = find_layout(lines, COMMA)
    assert (layout.header, layout.header_line, layout.body_line) == (header, header_line, body_line)


def test_rows_are_counted_and_those_that_do_not_fit_are_listed_by_line():
    shape = measure(["1,2,3", "", "4,5", "6,7,8,9"], COMMA, first_line=2, width=3)
    assert (shape.rows, shape.short, shape.long) == (3, (4,), (5,))


def test_runs_of_blanks_and_tabs_are_one_separator_when_rows_are_measured():
    shape = measure(["  1   2\t3", "4\t\t5 6", "7 8"], Dialect(WHITESPACE), first_line=2, width=3)
    assert (shape.rows, shape.short, shape.long) == (3, (4,), ())


def test_a_quoted_line_end_is_part_of_one_row():
    shape = measure(['"a', 'b",2', "3,4,5"], COMMA, first_line=2, width=2)
    assert (shape.rows, shape.short, shape.long) == (2, (), (4,))
