from __future__ import annotations

import pytest

from evaluations.shown.checks import ShownChecks
from evaluations.shown.measurement import Rows, count_rows, describe_baseline, which_rows
from evaluations.shown.narrative import compare_models, make_headline, next_step
from evaluations.shown.scores import make_models, make_score_line

TITLES = {"random_forest": "Random forest", "knn": "k-nearest neighbours", "script": "The script"}
NO_CHECKS = ShownChecks((), (), (), ())


def result(
    code: str, mean: float | None, half: float = 0.03, verdict: str = "better", origin: str = "standard"
):
    scores = {} if mean is None else {"accuracy": {"mean": mean, "low": mean - half, "high": mean + half}}
    versus = None if code == "baseline" or mean is None else {"verdict": verdict}
    return {
        "pipeline": code,
        "title": TITLES.get(code, code),
        "origin": origin,
        "scores": scores,
        "versus_baseline": versus,
        "reason": {"code": "script_error", "message": "Line 3 raised."} if mean is None else None,
    }


def told(*results, best: str = "random_forest"):
    protocol = {"primary_metric": "accuracy", "metrics": ["accuracy", "roc_auc"]}
    line = make_score_line(protocol, results, best)
    models = make_models(protocol, results, best, line)
    return models, make_headline(models, line, "always guessing “no”")


def test_the_headline_says_the_score_its_interval_and_what_it_is_better_than():
    _, headline = told(result("baseline", 0.62), result("random_forest", 0.83))
    assert (headline.value, headline.spread) == ("0.83", "0.80 to 0.86")
    assert headline.sentence == "Better than always guessing “no” (0.62)."
    assert headline.plain == "0.83 accuracy (0.80 to 0.86): better than always guessing “no” (0.62)."


@pytest.mark.parametrize(
    ("mean", "verdict", "sentence"),
    [
        (0.63, "no_clear_difference", "No clear difference from always guessing “no” (0.62)."),
        (0.42, "worse", "Worse than always guessing “no” (0.62)."),
        (
            0.42,
            "better",
            "It ranks rows better than chance does, but scores no higher than always guessing “no” (0.62).",
        ),
    ],
)
def test_the_headline_never_claims_more_than_the_verdict(mean, verdict, sentence):
    _, headline = told(result("baseline", 0.62), result("random_forest", mean, verdict=verdict))
    assert headline.sentence == sentence


def test_a_baseline_that_wins_is_said():
    _, headline = told(result("baseline", 0.62), result("knn", 0.5, verdict="worse"), best="baseline")
    assert headline.sentence == "No model did better than always guessing “no” (0.62)."
    assert headline.model == "The score is the baseline's own."


def test_models_within_the_interval_cannot_be_told_apart():
    models, _ = told(result("baseline", 0.62), result("random_forest", 0.83), result("knn", 0.81))
    assert compare_models(models) == (
        "The random forest scores best with 0.83. On these data it cannot be told apart from k-nearest "
        "neighbours (0.81): this lies within its interval."
    )


def test_the_script_and_those_that_do_not_beat_the_baseline_are_named():
    models, _ = told(
        result("baseline", 0.62),
        result("random_forest", 0.9),
        result("knn", 0.63, verdict="no_clear_difference"),
        result("script", 0.7, origin="script"),
    )
    assert compare_models(models) == (
        "The random forest scores best with 0.90. The others lie outside its interval. k-nearest neighbours "
        "does not clearly beat the baseline. The script scores 0.70, number 2 of 4."
    )


def test_a_script_that_failed_is_the_next_step():
    models, headline = told(result("random_forest", 0.9), result("script", None, origin="script"))
    assert models[-1].reason == "Line 3 raised."
    step = next_step(headline, models, NO_CHECKS, published=False)
    assert step.text == "Mend the script and send it again: Line 3 raised."


def test_nothing_scored_has_no_headline():
    models, headline = told(result("random_forest", None), best=None)
    assert headline is None
    assert compare_models(models) == "No model could be scored."


def protocol(classes=("no", "yes"), metric="accuracy", share=0.2):
    return {
        "target": "t",
        "classes": list(classes),
        "primary_metric": metric,
        "n_rows": 100,
        "lockbox_share": share,
    }


def profile(**counts):
    values = [{"value": value, "count": count} for value, count in counts.items()]
    return {"columns": [{"name": "t", "values": values}]}


def test_the_baseline_is_described_by_what_it_does():
    assert describe_baseline(protocol(), profile(no=62, yes=38)) == "always guessing “no”"
    assert describe_baseline(protocol(), profile(no=50, yes=50)) == "always guessing the same class"
    assert describe_baseline(protocol(metric="roc_auc"), profile(no=62, yes=38)) == "guessing at random"
    assert describe_baseline(protocol(classes=(), metric="r2"), profile()) == "always guessing the mean"


def test_the_lockbox_takes_its_share_of_each_class():
    rows = count_rows(protocol(), profile(no=62, yes=38))  # 12.4 and 7.6, each rounded
    assert (rows.lockbox, rows.development) == (20, 80)
    assert count_rows(protocol(share=0.0), profile(no=62, yes=38)).lockbox == 0


def test_a_metric_that_one_model_lacks_leaves_a_gap_in_its_column_only():
    forest = result("random_forest", 0.9)
    forest["scores"]["roc_auc"] = {"mean": 0.95, "low": 0.9, "high": 0.99}
    models, _ = told(forest, result("knn", 0.8))
    assert [[score and score.text for score in model.others] for model in models] == [["0.950"], [None]]


def test_where_folds_allow_no_verdict_the_folds_are_counted():
    def scored(code, folds):
        score = {"mean": sum(folds) / len(folds), "low": None, "high": None, "folds": folds}
        return {**result(code, 0.5), "scores": {"accuracy": score}, "versus_baseline": None}

    results = scored("baseline", [0.6, 0.5, 0.7]), scored("random_forest", [0.8, 0.9, 0.6])
    protocol = {"primary_metric": "accuracy", "metrics": ["accuracy"], "group": "shop", "time": None}
    line = make_score_line(protocol, results, "random_forest")
    models = make_models(protocol, results, "random_forest", line)
    headline = make_headline(models, line, "always guessing “no”")
    assert headline.sentence == (
        "Ahead of always guessing “no” (0.60) on 2 of 3 folds; such folds allow no test."
    )
    assert "folds by group or by time cannot tell" in compare_models(models)
    assert next_step(headline, models, NO_CHECKS, published=False).action == "evaluate_again"


def test_rows_are_called_the_others_only_beside_a_lockbox():
    assert which_rows(Rows(456, 113)) == "The other 456 rows"
    assert which_rows(Rows(60, 0)) == "All 60 rows"
