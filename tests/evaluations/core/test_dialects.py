import pytest

from evaluations.core.dialects import detect_dialect, read_sep_line


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n3,4\n", ","),
        ("a;b\n1,5;2\n3,25;4\n", ";"),
        ("a\tb\n1,5\tx, y\n2,5\tz, q\n", "\t"),
        ('a|b\n"x|y"|1\n"z"|2\n', "|"),
        ('note,n\n"first\nsecond; third; fourth",1\n"x",2\n', ","),
        ("a,b,c\n1,2,3\n4,5\n6,7,8\n9,10,11\n", ","),
        ("mpg   cyl\n18.0   8\n15.0   8\n", " "),
        ('18.0   8   ?\t"ford torino"\n15.0   8   90.\t"buick 320"\n16.0  4  88.\t"audi 100"\n', " "),
        ("15.2\t0.87\t1\n14.8\t\t0.88\t1\n14.2\t0.90\t2\n", " "),
        ("land,unit\t2019 \t2020 \nDE,PC\t1.5 \t: \nFR,PC\t2.5 e\t3.5 \n", "\t"),
        ("a,\tb\n1,\t2\n3,\t4\n", ","),
        ("day\tn\n2020-01-01 10:00\t5\n2020-01-02 11:00\t6\n", "\t"),
        (
            "Our station\nyear  tmax  rain\n 1950   8.5  ---\n 1951  10.1  62.0\n 1952   9.9  51.5\n"
            + " 1953   9.0  40.1\n" * 20,
            " ",
        ),
        ("title of it all\n\na;b;c\n1;2;3\n4;5;6\n", ";"),
    ],
)
def test_the_separator_is_found(text, delimiter):
    assert detect_dialect(text).delimiter == delimiter


@pytest.mark.parametrize("text", ["a\n1\n2\n", "first name\nAnna Maria\nBen Noah\n", "x"])
def test_one_column_has_no_dialect(text):
    assert detect_dialect(text) is None


def test_single_quotes_count_where_cells_are_wrapped_in_them():
    assert detect_dialect("a,b\n'x, y','1'\n'z','2'\n").quote == "'"
    assert detect_dialect("a,b\nit's,1\nthat's,2\n").quote == '"'


def test_a_backslash_escapes_only_where_it_stands_before_quotes():
    assert detect_dialect('a,b\n"say \\"hi\\"",1\n"x",2\n').escape == "\\"
    assert detect_dialect("a,b\nC:\\dir,1\nx,2\n").escape == ""


def test_only_a_whole_line_declares_the_separator():
    assert read_sep_line("sep=;\na;b\n") == ";"
    assert read_sep_line('"sep=|"\na|b\n') == "|"
    assert read_sep_line("sep=x,b\n1,2\n") is None
    assert read_sep_line("separate,b\n1,2\n") is None
