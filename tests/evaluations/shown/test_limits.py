"""What a score does not show is drawn from the data and the checks, and in general where they say nothing."""

from evaluations.shown.limits import OWN, Grounds, find_limits
from evaluations.shown.measurement import Rows

NAME = {"column": "name", "why": "An id."}
PROTOCOL = {"left_out": [NAME], "features": ["age", "town"], "group": None, "time": None}
PROFILE = {
    "columns": [
        {"name": "age", "kind": "number", "min": 18.0, "max": 81.0},
        {"name": "town", "kind": "category"},
        {"name": "name", "kind": "text"},
    ]
}


def limits(raised=None, *, n_models=7, **more):
    return find_limits(Grounds(PROTOCOL | more, PROFILE, Rows(800, 200), n_models, raised or {}))


def test_the_general_limits_name_what_was_seen_and_what_was_left_out():
    found = limits()
    seen = "It holds for rows like these: “age” from 18 to 81. Beyond that nothing was measured."
    assert found[0].startswith(seen)
    assert found[1].startswith("Rows were shuffled.")
    assert "The lockbox does not." in found[2]
    assert found[-1] == "Not used: “name”."


def test_what_the_checks_found_comes_first_in_its_own_numbers():
    raised = {
        "FF501": {"columns": {"code": 0.99}},
        "FF502": {"columns": {"code": {}}},  # the same column: said once
        "FF401": {"share": 0.12},
        "FF607": {
            "part": "“age” is 60 to 81",
            "measure": "accuracy",
            "overall": 0.9,
            "parts": [{"score": 0.7}],
        },
    }
    found = limits(raised, set_aside=[{"class": "lynx", "rows": 3}])
    assert found[0] == "It says nothing about the classes that were too rare to measure: “lynx” (3 rows)."
    assert found[1].startswith("It leans on “code”, which may not be known yet")
    assert found[2].startswith("Of the rows, 12 % have a twin")
    assert "where “age” is 60 to 81 the accuracy is 0.7" in found[3]


def test_a_suspected_group_replaces_the_general_warning():
    found = limits({"FF403": {"columns": ["shop"]}})
    assert "It is about the same “shop” again. For new ones it may be lower." in found
    assert not [text for text in found if text.startswith("Rows were shuffled")]


def test_evidence_of_an_older_shape_says_nothing_wrong():
    assert limits({code: {} for code in OWN})[0].startswith("It holds for rows like these")
