"""Filters that every page has."""

from __future__ import annotations

import pytest

from evaluations.templatetags.firstfit import breakable


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("mean_radius", "mean_radius"),
        ("od280/od315_of_diluted_wines", "od280/<wbr>od315_<wbr>of_<wbr>diluted_<wbr>wines"),
        ("numberOfTimes90DaysLate", "number<wbr>Of<wbr>Times90Days<wbr>Late"),
        ("-----------------", "-----------------"),
    ],
)
def test_a_long_name_may_wrap_where_its_words_meet(name, written):
    assert breakable(name) == written


def test_a_hostile_name_stays_text():
    assert breakable("<img src=x onerror=alert(1)>_'") == ("&lt;img src=x onerror=alert(1)&gt;_&#x27;")
