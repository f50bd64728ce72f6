"""The steps of an evaluation with real children in the real sandbox, and Celery's memory transport."""

import uuid
from dataclasses import replace

import pytest

from evaluations import children, running, tasks
from evaluations.lockbox import open_lockbox
from evaluations.models import FoldResult, LockboxOpening
from tests.factories import FLOWERS, FOREST, HOUSES
from tests.steps import run_to_the_end, start

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]

BROKEN_ON_FULL_DATA = """
class Picky:
    def fit(self, X, y):
        self.label = y[0] if not hasattr(y, "iloc") else y.iloc[0]
        return self

    def predict(self, X):
        return [self.label] * (len(X) - 1)
"""


@pytest.fixture(autouse=True, scope="module")
def stop_children():
    yield
    children.stop_fork_server()


@pytest.mark.parametrize(
    ("csv", "target", "figure"),
    [(FLOWERS, "species", "confusion_matrix"), (HOUSES, "price", "predicted_vs_actual")],
)
def test_an_evaluation_ends_with_results_checks_and_figures(alice, csv, target, figure):
    evaluation = run_to_the_end(start(alice, csv=csv, target=target))
    assert evaluation.status == "succeeded"
    lines = {row.pipeline: row.data for row in evaluation.pipeline_results.all()}
    assert evaluation.report["best"] in lines
    assert all(line["status"] == "succeeded" for line in lines.values())
    assert evaluation.checks.filter(outcome="passed").exists()
    assert figure in set(evaluation.figures.values_list("key", flat=True))
    assert evaluation.environment["scikit-learn"].startswith("1.")


def test_a_script_is_measured_on_the_same_folds(alice):
    evaluation = run_to_the_end(start(alice, script=FOREST))
    assert evaluation.status == "succeeded", evaluation.reason_message
    script = evaluation.pipeline_results.get(pipeline="script").data
    assert len(script["scores"]["accuracy"]["folds"]) == evaluation.plan["folds"]
    assert evaluation.plan["input_mode"] == "preprocessed"  # a forest cannot take the colour as it is


def test_a_script_that_fails_at_its_first_run_ends_the_evaluation_before_anything_is_measured(alice):
    evaluation = run_to_the_end(start(alice, script="def make_model():\n    return 1 / 0\n"))
    assert evaluation.status == "failed"
    assert evaluation.reason_code == "script_error"
    assert evaluation.reason_line == 2
    assert not FoldResult.objects.exists()


UNSTORABLE = """
print("zero \\x00 half \\ud800 colour \\x1b[31m end")
import os
os.write(1, b"not \\xff text \\x00")


def make_model():
    raise ValueError("zero \\x00 half \\udfff")
"""


def test_what_no_database_can_keep_is_left_out_of_what_a_script_says(alice):
    evaluation = run_to_the_end(start(alice, script=UNSTORABLE))
    assert evaluation.reason_code == "script_error", evaluation.reason_message
    assert "zero" in evaluation.reason_message
    assert "zero" in evaluation.printed
    assert not {"\x00", "\ud800", "\x1b"} & set(evaluation.printed + evaluation.reason_message)


SUICIDE = """
import os
import signal


def make_model():
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_script_cannot_make_its_end_look_like_our_fault(alice):
    evaluation = run_to_the_end(start(alice, script=SUICIDE))
    assert evaluation.status == "failed"
    assert not evaluation.reason_is_platform_fault, evaluation.reason_message


def test_predictions_of_the_wrong_number_are_named(alice):
    evaluation = run_to_the_end(start(alice, script=BROKEN_ON_FULL_DATA))
    assert evaluation.reason_code == "bad_output"
    assert not evaluation.reason_is_platform_fault


def test_a_second_evaluation_of_the_same_copies_the_report_in_its_first_step(alice, sent):
    first = run_to_the_end(start(alice))
    first.figures.filter(position=0).update(title="As it was drawn the first time")
    rows = FoldResult.objects.count()
    second = start(alice)
    assert second != first
    sent()
    running.begin(second.pk, second.launches)
    assert sent() == []
    second.refresh_from_db()
    assert second.status == "succeeded"
    assert (second.report, second.report_key) == (first.report, first.report_key)
    assert FoldResult.objects.count() == rows
    for kept in ("figures", "checks", "pipeline_results"):
        of_first, of_second = (
            [{**row, "id": 0, "evaluation_id": 0} for row in getattr(one, kept).values()]
            for one in (first, second)
        )
        assert of_second == of_first


def test_a_new_script_on_measured_data_costs_only_its_own_fits(alice, sent):
    run_to_the_end(start(alice))
    second = start(alice, script=FOREST)
    sent()
    running.begin(second.pk, second.launches)
    measured = [arguments for task, *arguments in sent() if task == "evaluations.measure_fold"]
    assert {tuple(pipelines) for *_, pipelines in measured} == {("script",)}


def test_only_so_many_tasks_are_sent_at_a_time(alice, settings, sent):
    settings.LIMITS = replace(settings.LIMITS, lanes_per_evaluation=3)
    evaluation = start(alice)
    sent()
    running.begin(evaluation.pk, 1)
    lanes = sent()
    assert [task for task, *_ in lanes] == ["evaluations.measure_fold"] * 3


def test_nobody_is_served_with_what_was_measured_on_somebody_elses_private_data(alice, bob, sent):
    run_to_the_end(start(alice))
    other = start(bob)
    sent()
    running.begin(other.pk, other.launches)
    assert "evaluations.measure_fold" in [task for task, *_ in sent()]


def test_public_data_is_measured_once_for_everybody(alice, bob, sent):
    first = run_to_the_end(start(alice, publish_as="public"))
    assert first.project.__class__.objects.get(pk=first.project_id).is_public
    FoldResult.objects.all().delete()
    run_to_the_end(start(alice))  # measured again, now that the data are public
    other = start(bob)
    sent()
    running.begin(other.pk, other.launches)
    assert sent() == []
    other.refresh_from_db()
    assert other.status == "succeeded"


def test_the_learning_curve_is_sent_out_once_all_folds_are_in_and_measured_once(alice, sent):
    evaluation = start(alice)
    running.begin(evaluation.pk, 1)
    evaluation.refresh_from_db()
    for fold in range(evaluation.plan["folds"]):
        running.measure_fold(evaluation.pk, 1, fold, list(evaluation.plan["digests"]))
    sent()
    running.finish(evaluation.pk, 1)
    points = [(fold, names) for task, _, _, fold, names in sent() if task == "evaluations.measure_fold"]
    best = points[0][1][0].partition("@")[0]
    assert points == [(fold, [f"{best}@60"]) for fold in range(3)]  # a third of 48 rows is too few
    for fold, names in points:
        running.measure_fold(evaluation.pk, 1, fold, names)
    running.finish(evaluation.pk, 1)
    evaluation.refresh_from_db()
    assert evaluation.status == "succeeded"
    assert [p["rows"] for p in evaluation.report["diagnostics"]["learning_curve"]["points"]] == [29, 48]


def test_a_step_that_comes_twice_changes_nothing(alice):
    evaluation = start(alice)
    running.begin(evaluation.pk, 1)
    evaluation.refresh_from_db()
    codes = list(evaluation.plan["digests"])
    running.measure_fold(evaluation.pk, 1, 0, codes)
    before = list(FoldResult.objects.order_by("pk").values_list("pk", "outcome"))
    running.measure_fold(evaluation.pk, 1, 0, codes)
    assert list(FoldResult.objects.order_by("pk").values_list("pk", "outcome")) == before


def test_finishing_too_early_launches_what_is_missing(alice, sent):
    evaluation = start(alice)
    running.begin(evaluation.pk, 1)
    sent()
    running.finish(evaluation.pk, 1)
    assert sent() == [("evaluations.start", str(evaluation.pk), 2)]
    evaluation.refresh_from_db()
    assert evaluation.status == "running"


def test_a_pipeline_that_takes_too_long_is_set_down_and_the_others_go_on(alice, settings):
    settings.LIMITS = replace(settings.LIMITS, pipeline_wall_seconds=-1)  # over at the first tick
    names = [f"c{j}" for j in range(40)]
    values = [[(i * 37 + j * j * 11) % 1009 for j in range(40)] for i in range(3000)]
    lines = [",".join(map(str, [sum(row[:5]) / 7, *row])) for row in values]
    evaluation = start(alice, csv="\n".join([",".join(["y", *names]), *lines]), target="y")
    running.begin(evaluation.pk, 1)
    evaluation.refresh_from_db()
    codes = list(evaluation.plan["digests"])
    running.measure_fold(evaluation.pk, 1, 0, codes)
    states = dict(FoldResult.objects.values_list("pipeline", "status"))
    assert set(states) == set(codes)
    assert "failed" in states.values()
    assert "succeeded" in states.values()


def test_a_task_for_an_evaluation_that_is_gone_ends_quietly(db):
    tasks.start(str(uuid.uuid4()), 1)
    tasks.measure_fold(str(uuid.uuid4()), 1, 0, ["baseline"])
    tasks.finish(str(uuid.uuid4()), 1)


def big_enough_for_a_lockbox() -> str:
    header, *lines = FLOWERS.splitlines()
    return "\n".join([header, *(lines * 5)])


def test_publishing_opens_the_lockbox_once(alice, sent):
    evaluation = run_to_the_end(start(alice, csv=big_enough_for_a_lockbox(), publish_as="public"))
    opening = LockboxOpening.objects.get()
    assert opening.status == "opening"
    assert opening.pipeline == evaluation.report["best"]
    open_lockbox(opening.pk)
    opening.refresh_from_db()
    assert opening.status == "opened"
    accuracy = opening.scores["accuracy"]
    assert 0 <= accuracy["low"] <= accuracy["score"] <= accuracy["high"] <= 1
    open_lockbox(opening.pk)  # delivered twice
    again = LockboxOpening.objects.get()
    assert (again.scores, again.launches) == (opening.scores, 1)
