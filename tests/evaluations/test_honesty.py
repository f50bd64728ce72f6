"""Experiments with a script after its report, with real children: slices, life signs, what is taken over."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from evaluations import children, honesty
from evaluations.core.checks.honesty_texts import HONESTY_TEXTS
from evaluations.models import HonestyTest
from evaluations.sweep import sweep
from tests.evaluations.test_running import run_to_the_end, start
from tests.factories import FLOWERS, FOREST, make_evaluation, make_project, make_script

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]

CARRIES_THE_ANSWERS = """
ANSWERS = {answers}


class Table:
    def fit(self, X, y):
        self.common = y.iloc[0]
        return self

    def predict(self, X):
        return [ANSWERS.get((a, b, c), self.common) for a, b, c in X.itertuples(index=False)]
"""


@pytest.fixture(autouse=True, scope="module")
def stop_children():
    yield
    children.stop_fork_server()


def rows_of(csv):
    for line in csv.splitlines()[1:]:
        length, width, colour, species = line.split(",")
        yield (float(length), float(width), colour), species


def begun_test(project, source=FOREST):
    """An evaluation that has succeeded, with what its workers had planned, and its test."""
    script = make_script(project, source=source)
    plan = {"digests": {"script": "d" * 64}, "folds": 5, "input_mode": "preprocessed"}
    evaluation = make_evaluation(project, script=script, plan=plan)
    line = evaluation.pipeline_results.first()
    line.pk, line.pipeline, line.position = None, "script", 9
    line.save()
    return honesty.request_test(evaluation)


def outcomes(test):
    return dict(test.evaluation.checks.filter(code__in=HONESTY_TEXTS).values_list("code", "outcome"))


def go_on_to_the_end(test):
    slices = 0
    while test.state == "testing":
        assert slices < 40
        honesty.go_on(test.pk, test.slice)
        test.refresh_from_db()
        slices += 1
    return slices


def test_a_script_that_carries_the_answers_is_found_through_the_real_path(alice, sent):
    source = CARRIES_THE_ANSWERS.format(answers=dict(rows_of(FLOWERS)))
    evaluation = run_to_the_end(start(alice, script=source))
    assert evaluation.status == "succeeded", evaluation.reason_message
    test = evaluation.honesty_test
    assert ("evaluations.test_honesty", test.pk, 0) in sent()
    assert outcomes(test) == {}  # the report is there before anything is tried
    go_on_to_the_end(test)
    assert outcomes(test)["FF802"] == "issue"
    assert outcomes(test)["FF803"] == "passed"
    evaluation.refresh_from_db()
    assert evaluation.status == "succeeded"
    folds = evaluation.report["script_folds"]
    assert len(folds) == evaluation.plan["folds"]
    assert all(fold["wall_seconds"] > 0 and 10 < fold["peak_mb"] < 2000 for fold in folds)


def test_an_honest_script_passes_all_four(alice):
    test = begun_test(make_project(alice))
    assert go_on_to_the_end(test) == 1
    assert outcomes(test) == dict.fromkeys(HONESTY_TEXTS, "passed")
    assert bytes(test.trials) == b""


def test_slices_end_where_one_would_have(alice, settings, sent):
    settings.LIMITS = replace(settings.LIMITS, honesty_slice_seconds=0)
    test = begun_test(make_project(alice))
    sent()
    honesty.go_on(test.pk, 0)
    assert sent() == [("evaluations.test_honesty", test.pk, 1)]
    honesty.go_on(test.pk, 0)  # delivered twice
    assert sent() == []
    test.refresh_from_db()
    assert go_on_to_the_end(test) > 10
    assert outcomes(test) == dict.fromkeys(HONESTY_TEXTS, "passed")


def test_what_there_was_no_time_for_is_not_applicable_and_says_so(alice, settings):
    settings.LIMITS = replace(settings.LIMITS, honesty_seconds=0)
    test = begun_test(make_project(alice))
    go_on_to_the_end(test)
    assert set(outcomes(test).values()) == {"not_applicable"}
    assert "time for experiments" in test.evaluation.checks.get(code="FF801").message


def test_the_same_code_on_the_same_rows_is_not_tried_again(alice, sent):
    project = make_project(alice)
    first = begun_test(project)
    honesty.settle(first, "tested", seconds=3.0)
    first.evaluation.checks.create(code="FF801", title="t", outcome="tip", message="It changed.")
    sent()
    second = begun_test(project)
    second.refresh_from_db()
    assert sent() == []
    assert (second.state, second.seconds) == ("tested", 3.0)
    assert outcomes(second) == {"FF801": "tip"}


def test_nobody_elses_test_is_taken_over(alice, bob, sent):
    honesty.settle(begun_test(make_project(alice)), "tested")
    sent()
    test = begun_test(make_project(bob))
    assert sent() == [("evaluations.test_honesty", test.pk, 0)]


def test_a_test_that_was_lost_is_sent_again_and_given_up_in_the_end(alice, settings, sent):
    test = begun_test(make_project(alice))
    sent()
    long_ago = timezone.now() - timedelta(seconds=settings.LIMITS.stale_seconds + 60)
    HonestyTest.objects.update(heartbeat_at=long_ago)
    assert sweep() == 1
    assert sent() == [("evaluations.test_honesty", test.pk, 0)]
    HonestyTest.objects.update(launches=settings.LIMITS.launches_max)
    honesty.go_on(test.pk, 0)
    test.refresh_from_db()
    assert test.state == "failed"


def test_a_script_without_a_score_is_not_experimented_with(alice):
    assert honesty.request_test(make_evaluation(make_project(alice))) is None


def test_a_script_that_fails_in_an_experiment_is_told_as_that(alice):
    only_whole = FOREST + (
        "\n\nclass Whole:\n"
        "    def fit(self, X, y):\n        self.first = y[0]\n"
        "    def predict(self, X):\n"
        "        if len(X) < 8:\n            raise ValueError('too few rows')\n"
        "        return [self.first] * len(X)\n\n\n"
        "def make_model():\n    return Whole()\n"
    )
    test = begun_test(make_project(alice), only_whole)
    go_on_to_the_end(test)
    found = test.evaluation.checks.get(code="FF804")
    assert found.outcome == "not_applicable"
    assert "too few rows" in found.message


def test_what_a_slice_has_done_survives_its_way_through_the_database():
    done = [np.array([0.0, 1.5]), "Line 3 failed.", np.array([2.0])]
    again = honesty.unpack_trials(honesty.pack_trials(done))
    assert again[1] == "Line 3 failed."
    assert [again[0].tolist(), again[2].tolist()] == [[0.0, 1.5], [2.0]]
    assert honesty.unpack_trials(b"") == []


WHOLE = """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import LabelEncoder

flowers = pd.read_csv("flowers.csv")
X = flowers[["length", "width"]]
model_of_mine = LogisticRegression(max_iter=1000)
model_of_mine.fit(X, flowers["species"])
print(model_of_mine.score(X, flowers["species"]))
"""


def test_an_honest_script_that_reads_its_file_finds_the_shuffled_labels_in_it(alice):
    """Else it would learn the true ones, and be accused of knowing them."""
    names = ["a", "b"]
    lines = [f"{i % 30},{(i * 7) % 11},{names[i % 30 > 14]}" for i in range(90)]
    csv = "\n".join(["length,width,species", *lines])
    evaluation = run_to_the_end(start(alice, csv=csv, script=WHOLE))
    assert evaluation.status == "succeeded", evaluation.reason_message
    go_on_to_the_end(evaluation.honesty_test)
    assert outcomes(evaluation.honesty_test)["FF802"] == "passed"
