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
    assert suggest({"results": []}, {"FF603": {}, "FF606": {}, "FF607": {}}) is None


def test_every_proposal_has_its_note():
    assert all(find_note(code) for code in SAID)
