"""How the models compare, in a title, a table and a drawing."""

import pytest

from evaluations.figures.comparison import draw_comparison
from evaluations.figures.examples import example_binary, example_multiclass, example_regression
from tests.evaluations.figures.geometry import find, labels, words


def with_verdicts(*verdicts):
    report = example_regression()
    report["results"] = [report["results"][0]]
    for index, verdict in enumerate(verdicts):
        entry = {"mean": 30_000 + 1_000 * index, "low": 29_000, "high": 33_000}
        report["results"].append(
            {
                "pipeline": f"model_{index}",
                "title": f"Model {index}",
                "scores": {"rmse": entry},
                "versus_baseline": {"verdict": verdict},
            }
        )
    report["best"] = "model_0"
    return report


@pytest.mark.parametrize(
    ("verdicts", "title"),
    [
        (["better"], "Model 0 clearly beats the baseline, with RMSE 30,000"),
        (["better", "better"], "2 models clearly beat the baseline; Model 0 leads with RMSE 30,000"),
        (["better", "worse"], "1 of 2 models clearly beats the baseline; Model 0 leads with RMSE 30,000"),
        (["no_clear_difference", "worse"], "No model is clearly better than the baseline"),
        ([None, None], "Model 0 leads with RMSE 30,000"),
        ([], "Only the baseline has a score so far"),
    ],
)
def test_the_title_says_what_the_verdicts_add_up_to(verdicts, title):
    assert draw_comparison(with_verdicts(*verdicts)).title == title


def test_the_title_names_the_metric_that_the_verdicts_rest_on_where_it_is_not_the_one_drawn():
    report = with_verdicts("better", "worse")
    for result in report["results"][1:]:
        result["versus_baseline"]["metric"] = "median_absolute_error"
    title = (
        "1 of 2 models clearly beats the baseline on median absolute error; Model 0 leads with RMSE 30,000"
    )
    assert draw_comparison(report).title == title


def test_models_are_sorted_best_first_and_those_without_a_score_come_last_with_their_reason():
    table = draw_comparison(example_binary()).data["rows"]
    assert table[0] == ["Histogram gradient boosting", 0.826, 0.792, 0.86, "better"]
    assert table[-1] == ["Support vector machine", None, None, None, "ran out of its 60 seconds"]
    scores = [row[1] for row in table[:-1]]
    assert scores == sorted(scores, reverse=True)


def test_a_lower_error_is_sorted_first():
    scores = [row[1] for row in draw_comparison(example_regression()).data["rows"]]
    assert scores == sorted(scores)


def test_the_baseline_is_drawn_through_all_rows_and_named_once():
    figure = draw_comparison(example_binary())
    line = next(e for e in find(figure.svg, "line", "ff-baseline") if e.get("stroke-dasharray"))
    dot = find(figure.svg, "circle", "ff-baseline")[0]
    assert line.get("x1") == line.get("x2") == dot.get("cx")
    assert words(figure.svg).count("baseline 0.62") == 1


def test_dots_stand_where_their_scores_are():
    svg = draw_comparison(example_binary()).svg
    best, second = (float(e.get("cx")) for e in find(svg, "circle", "ff-measured")[:2])
    numbers = {
        box.content: (box.left + box.right) / 2 for box in labels(svg) if box.content in ("0.6", "0.9")
    }
    per_unit = (numbers["0.9"] - numbers["0.6"]) / 0.3
    assert best == pytest.approx(numbers["0.6"] + (0.826 - 0.6) * per_unit, abs=0.1)
    assert best - second == pytest.approx(0.007 * per_unit, abs=0.1)


def test_a_hopeless_model_does_not_squeeze_the_others():
    report = with_verdicts("better", "worse")
    report["results"][2]["scores"]["rmse"] = {"mean": 9e6, "low": 8e6, "high": 1e7}
    svg = draw_comparison(report).svg
    good, baseline = find(svg, "circle", "ff-measured")[0], find(svg, "circle", "ff-baseline")[0]
    assert float(baseline.get("cx")) - float(good.get("cx")) > 60
    assert len(find(svg, "path", "ff-measured")) == 1
    assert "9,000,000" in words(svg)


def test_the_learners_own_script_stands_out():
    svg = draw_comparison(example_binary()).svg
    strong = [e.text for e in find(svg, "text", "ff-ink") if e.get("font-weight")]
    assert strong == ["Your script: titanic_model.py"]


def test_one_model_beside_the_baseline_is_named_itself():
    assert draw_comparison(example_multiclass()).title.startswith("Random forest clearly beats the baseline")


def with_scores(*scores, metric="accuracy"):
    results = [
        {
            "pipeline": f"m{n}",
            "title": f"Model {n}",
            "scores": {metric: dict(zip(("mean", "low", "high"), s, strict=True))},
        }
        for n, s in enumerate(scores)
    ]
    return {"primary_metric": metric, "metric_title": metric, "higher_is_better": True, "results": results}


def test_all_numbers_of_the_figure_have_as_many_decimals():
    shown = words(draw_comparison(with_scores((0.98, 0.97, 0.997), (0.95, 0.92, 0.98))).svg)
    assert {"0.980", "0.970 to 0.997", "0.950", "0.920 to 0.980"} <= set(shown)


def test_a_hopeless_model_does_not_take_the_decimals_of_the_best():
    shown = words(draw_comparison(with_scores((0.02, -0.05, 0.09), (-9.55, -23.1, 1.0), metric="r2")).svg)
    assert {"0.02", "−0.05 to 0.09", "−9.55"} <= set(shown)


def test_a_long_name_stands_on_two_lines_above_its_marks_on_phones():
    report = with_scores((0.8123, 0.8012, 0.8234))
    report["results"][0]["title"] = "Histogram gradient boosting"
    assert {"Histogram gradient", "boosting"} <= set(words(draw_comparison(report).svg_narrow))
