"""What is proposed next comes from the report's own numbers."""

from evaluations.learn.library import find_note
from evaluations.shown.suggestions import SAID, suggest

REPORT = {
    "results": [
        {"pipeline": "baseline", "title": "Baseline", "scores": {"accuracy": {}}},
        {"pipeline": "knn", "title": "k-nearest neighbours", "scores": {"accuracy": {}}},
    ]
}
GAP = {"model": "Random forest", "steadier": "Logistic regression", "train": 0.98, "test": 0.84}


def test_an_overfitted_model_is_named_with_its_gap_and_its_rival():
    found = suggest(REPORT, {"FF603": GAP, "FF604": {"weak_folds": 3, "folds": 15}})
    assert found.note == "FF603"
    assert "random forest scores 0.98, on others 0.84: it overfits by 0.14" in found.text
    assert "take logistic regression" in found.text


def test_weak_folds_are_proposed_where_there_is_no_gap():
    assert suggest(REPORT, {"FF604": {"weak_folds": 3, "folds": 15}}).text.startswith("On 3 of 15 folds")


def test_a_model_to_write_by_hand_is_proposed_when_nothing_is_wrong():
    found = suggest(REPORT, {})
    assert found.note == "knn"
    assert "Write k-nearest neighbours by hand" in found.text


def test_nothing_is_proposed_where_nothing_was_measured():
    assert suggest({"results": []}, {}) is None


def test_evidence_of_an_older_shape_says_nothing_wrong():
    assert suggest({"results": []}, {code: {} for code in SAID}) is None


def test_every_proposal_has_its_note():
    assert all(find_note(code) for code in SAID)


def test_what_may_spoil_the_whole_result_comes_first():
    found = suggest(REPORT, {"FF501": {"columns": {"code": 0.99}}, "FF603": GAP})
    assert found.note == "FF501"
    assert found.text.startswith("Measure again without “code”")
    assert "“shop” as the group" in suggest(REPORT, {"FF403": {"columns": ["shop"]}, "FF603": GAP}).text
    assert suggest(REPORT, {"FF401": {"share": 0.03}, "FF603": GAP}).note == "FF603"  # too few to matter


def test_more_rows_are_proposed_while_the_curve_still_climbs():
    curve = {"title": "Random forest", "points": [{"rows": 400, "score": 0.7}, {"rows": 800, "score": 0.74}]}
    report = REPORT | {"primary_metric": "accuracy", "diagnostics": {"learning_curve": curve}}
    found = suggest(report, {})
    assert found.note == "learning_curve"
    assert "From 400 to 800 training rows random forest went from 0.7" in found.text
    curve["points"][1]["score"] = 0.705
    assert suggest(report, {}).note == "knn"


def test_of_the_models_to_write_by_hand_the_best_is_proposed_and_none_after_one_was_written():
    bayes = {"pipeline": "naive_bayes", "title": "Naive Bayes", "scores": {"accuracy": {"mean": 0.9}}}
    near = {"pipeline": "knn", "title": "k-nearest neighbours", "scores": {"accuracy": {"mean": 0.8}}}
    report = {"results": [near, bayes], "primary_metric": "accuracy"}
    assert suggest(report, {}).note == "naive_bayes"
    assert suggest(report | {"by_hand": {"status": "compared"}}, {}) is None
