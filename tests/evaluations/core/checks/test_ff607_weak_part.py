"""FF607: a part of the data on which the best model is far worse."""

from tests.evaluations.core.checks.contexts import NOISE, TARGET, make_context, run

PART = {"column": "age", "segment": "above 70", "rows": 60, "score": 0.6, "low": 0.5, "high": 0.7}


def outcome_of(*parts, overall=0.9, metric="accuracy", tried=8):
    found = {"metric": metric, "overall": overall, "tried": tried, "segments": list(parts)}
    return run("FF607", make_context(NOISE, TARGET, segments=found))


def test_it_names_the_part_and_both_scores():
    outcome = outcome_of({**PART, "clear": True})
    assert outcome.outcome == "tip"
    assert outcome.evidence["part"] == "“age” is above 70"
    assert "Where “age” is above 70 (60 rows), the best model's accuracy is 0.6" in outcome.message


def test_it_is_quiet_where_chance_may_explain_it_or_it_hardly_matters():
    assert outcome_of({**PART, "clear": False}).outcome == "passed"
    assert outcome_of({**PART, "score": 0.87, "clear": True}).outcome == "passed"  # 1.3 times the mistakes


def test_errors_are_compared_the_other_way_round():
    worse = {**PART, "score": 30.0, "clear": True}
    assert outcome_of(worse, overall=15.0, metric="mae").outcome == "tip"
    assert outcome_of({**worse, "score": 20.0}, overall=15.0, metric="mae").outcome == "passed"


def test_large_errors_are_written_for_people():
    told = outcome_of({**PART, "score": 27977.2, "clear": True}, overall=15843.4, metric="mae")
    assert "the best model's mean absolute error is 27,977; over all rows it is 15,843." in told.message


def test_it_does_not_apply_without_parts():
    assert outcome_of(tried=0).outcome == "not_applicable"
    assert run("FF607", make_context(NOISE, TARGET)).outcome == "not_applicable"
