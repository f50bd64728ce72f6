"""Scores as they stand in one table."""

from evaluations.shown.scores import make_models, make_score_line


def result(code, mean, low, high):
    scores = {"roc_auc": {"mean": mean, "low": low, "high": high}}
    return {"pipeline": code, "title": code, "origin": "standard", "scores": scores}


def test_all_numbers_of_a_table_have_as_many_decimals():
    protocol = {"primary_metric": "roc_auc", "metrics": ["roc_auc"]}
    results = [result("best", 0.9741, 0.962, 0.986), result("other", 0.9675, 0.9378, 0.9978)]
    line = make_score_line(protocol, results, "best")
    models = make_models(protocol, results, "best", line)
    assert [model.score.text for model in models if model.score] == ["0.974", "0.968"]
    assert [model.score.spread for model in models if model.score] == ["0.962 to 0.986", "0.938 to 0.998"]
    assert line.write(0.9741) == "0.97"  # the line alone needs no more
