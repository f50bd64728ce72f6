import time

import pytest

from evaluations.core.drawn_tables import undraw
from tests.evaluations.core.readings import as_dict, read_twice

MARKDOWN = "| id | town | ok |\n|---:|:---|---|\n| 1 | Bern | yes |\n| 2 | Basel | no |\n| 3 | Bern | no |\n"
DASHES = "----+-------+-----\n"
POSTGRES = f" id | town  | ok  \n{DASHES}  1 | Bern  | yes\n  2 | Basel | no\n  3 | Bern  | no\n(3 rows)\n"
RULE = "+----+-------+-----+\n"
ROWS = "|  1 | Bern  | yes |\n|  2 | Basel | no  |\n|  3 | Bern  | no  |\n"
MYSQL = f"{RULE}| id | town  | ok  |\n{RULE}{ROWS}{RULE}3 rows in set (0.00 sec)\n"


@pytest.mark.parametrize("text", [MARKDOWN, POSTGRES, MYSQL])
def test_a_drawn_table_is_its_cells_and_that_is_said(text):
    result = read_twice(text)
    assert as_dict(result) == {"id": [1, 2, 3], "town": ["Bern", "Basel", "Bern"], "ok": ["yes", "no", "no"]}
    assert result.notes[0] == "The bars and dashes that draw the table were left out."


@pytest.mark.parametrize(
    "text",
    [
        "a|b\n1|2\n3|4\n",
        "a|b|\n1|2|\n3|4|\n",
        "a,b\n--,1\n---,2\n",
        "note,n\n| or not |,1\n",
    ],
)
def test_other_text_stays_as_it_is(text):
    assert undraw(text) == text


def test_a_hostile_line_costs_no_more_than_its_length():
    started = time.perf_counter()
    text = "|" + "-" * 2_000_000 + "x\n" + "| " * 500_000 + "\n"
    assert undraw(text) == text
    assert time.perf_counter() - started < 1
