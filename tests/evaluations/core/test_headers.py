from evaluations.core.headers import make_names


def test_names_are_as_pandas_makes_them():
    made = make_names(["", "a", "a", " b  c ", "a"], 5)
    assert made.names == ("Unnamed: 0", "a", "a.1", "b c", "a.2")
    assert made.blank == ("Unnamed: 0",)
    assert made.renamed == (("a", "a.1"), ("a", "a.2"))


def test_a_number_that_is_taken_is_skipped():
    assert make_names(["a", "a", "a.1"], 3).names == ("a", "a.2", "a.1")


def test_without_a_header_columns_are_numbered():
    assert make_names(None, 3).names == ("column_1", "column_2", "column_3")


def test_no_name_is_longer_than_a_page_can_show():
    assert len(make_names(["x" * 1000, "y"], 2).names[0]) == 200
