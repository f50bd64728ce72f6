import numpy as np
import pytest

from evaluations.core.dates import are_dates, parse_dates


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020-03-04", "2020-03-04"),
        ("2020/03/04", "2020-03-04"),
        ("2020-03", "2020-03-01"),
        ("2020-03-04 05:06", "2020-03-04T05:06"),
        ("2020-03-04T05:06:07.123Z", "2020-03-04T05:06:07"),
        ("2020-03-04 05:06:07+02:00", "2020-03-04T05:06:07"),
        ("04.03.2020", "2020-03-04"),
        ("3/4/2020", "2020-03-04"),
        ("3/4/2020 5:06 PM", "2020-03-04T17:06"),
        ("3/4/99", "1999-03-04"),
        ("4-Mar-2020", "2020-03-04"),
        ("4 March 2020", "2020-03-04"),
        ("March 4, 2020", "2020-03-04"),
        ("4 Sept 2020", "2020-09-04"),
        ("04.03.20", "2020-03-04"),
        ("Dec-2011", "2011-12-01"),
        ("March 2020", "2020-03-01"),
        ("2020 Mar", "2020-03-01"),
        ("4th March 2020", "2020-03-04"),
        ("Wednesday, March 4, 2020", "2020-03-04"),
        ("Mon Apr 06 22:19:45 PDT 2009", "2009-04-06T22:19:45"),
        ("Mon Apr  6 22:19:45 2009", "2009-04-06T22:19:45"),
        ("Mon, 06 Apr 2009 22:19:45 +0000", "2009-04-06T22:19:45"),
        ("06/Apr/2009:22:19:45 +0000", "2009-04-06T22:19:45"),
        ("03 14, 2014", "2014-03-14"),
    ],
)
def test_dates_parse_as_people_write_them(written, meant):
    assert are_dates([written])
    assert parse_dates([written])[0] == np.datetime64(meant)


def test_a_day_above_twelve_settles_the_order_for_the_whole_column():
    assert parse_dates(["03/04/2020", "25/04/2020"])[0] == np.datetime64("2020-04-03")
    assert parse_dates(["03/04/2020", "04/25/2020"])[0] == np.datetime64("2020-03-04")


@pytest.mark.parametrize(
    "levels",
    [
        ["555-1234"],
        ["12:30"],
        ["1.2.3"],
        ["2020-13-45"],
        ["1234-56"],
        ["5 marvels 20"],
        ["may 5"],
        ["mar-20"],
        ["1.2.30"],
        [],
    ],
)
def test_what_is_no_date_is_not_made_one(levels):
    assert not are_dates(levels)


def test_a_few_other_words_do_not_hide_the_dates():
    days = [f"2020-01-{day:02}" for day in range(1, 29)]
    assert are_dates([*days, "soon"])
    assert not are_dates([*days[:9], "soon"])
    assert np.isnat(parse_dates(["soon"])[0])
