"""The typed client against a real server."""

from __future__ import annotations

import io
import threading

import pandas as pd
import pytest
from firstfit import Client, EvaluationFailed, NotAllowed, Refused, StillRunning
from firstfit.client import raise_for_outcome

from evaluations import lifecycle
from evaluations.models import Evaluation
from projects.models import ApiToken, Dataset, Project, Script
from projects.tokens import create_token
from tests.client.conftest import measure
from tests.factories import FLOWERS, FOREST, make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db(transaction=True)


def test_push_then_wait_gives_scores_with_intervals_and_verdicts(connect, files, worker):
    report = connect().push(*files, target="species").wait()
    assert report.status == "succeeded"
    assert [result.pipeline for result in report.results] == ["baseline", "logistic_regression"]
    assert report.headline.pipeline == report.best == "logistic_regression"
    assert (report.score.mean, report.score.high) == (0.83, 0.88)
    assert str(report.score) == "0.830 (0.780 to 0.880)"
    assert str(report.headline.verdict) == "better than the baseline"
    assert report.project.name == "alice/predicting-species"
    assert Script.objects.get().filename == "forest.py"


def test_in_a_notebook_a_table_goes_in_and_a_table_comes_out(connect, worker):
    frame = pd.read_csv(io.StringIO(FLOWERS))
    report = connect().push(frame, FOREST, target="species", title="A <b>bold</b> title").wait()
    shown = report._repr_html_()
    assert "<td>0.830 (0.780 to 0.880)</td>" in shown
    assert "&lt;b&gt;bold" in shown
    assert Script.objects.get().source == FOREST


def test_a_client_never_shows_its_token(connect, alice_token):
    client = connect()
    assert alice_token not in repr(client) + repr(client.transport) + str(vars(client))


def test_the_guess_and_the_wish_to_publish_go_along(connect, files):
    run = connect().push(*files, target="species", guess=0.7, publish=True, visibility="unlisted")
    evaluation = Evaluation.objects.get(pk=run.id)
    assert (evaluation.guess, evaluation.publish_requested) == (0.7, "unlisted")


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("specie", "Did you mean “species”? The columns are: length, width, colour, species."),
        ("price", "no column “price”"),
    ],
)
def test_a_target_that_is_not_there_is_found_before_anything_is_sent(connect, files, target, says):
    with pytest.raises(Refused, match="no column") as refused:
        connect().push(*files, target=target)
    assert says in str(refused.value)
    assert refused.value.code == "target_missing"
    assert not Dataset.objects.exists()


def test_without_the_look_first_the_site_says_the_same(connect, files):
    with pytest.raises(Refused) as refused:
        connect().push(*files, target="specie", check=False)
    assert (refused.value.code, refused.value.status) == ("target_missing", 422)
    assert [problem.field for problem in refused.value.problems] == ["target"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("flowers.csv", "", "empty_file"),
        ("forest.py", "#" * 70_000, "too_large"),
        ("forest.py", " \n", "empty_file"),
    ],
)
def test_sizes_are_looked_at_before_anything_is_sent(connect, files, tmp_path, name, content, code):
    (tmp_path / name).write_text(content)
    with pytest.raises(Refused) as refused:
        connect().push(*files, target="species")
    assert refused.value.code == code
    assert not Dataset.objects.exists()


def test_a_file_that_is_not_there_is_named(connect):
    with pytest.raises(Refused, match=r"nothing\.csv: No such file"):
        connect().push("nothing.csv", target="species")


def test_a_token_that_only_reads_may_not_push(connect, alice, files):
    _, secret = create_token(owner=alice, name="reader", scope=ApiToken.Scope.READ)
    with pytest.raises(NotAllowed) as refused:
        connect(token=secret).push(*files, target="species")
    assert refused.value.code == "insufficient_scope"
    assert refused.value.exit_code == 3


def test_a_token_that_is_not_known_is_refused_at_once(connect):
    with pytest.raises(NotAllowed) as refused:
        connect(token="ff_" + "x" * 40).me()
    assert refused.value.code == "invalid_token"


def test_a_token_that_has_run_out_is_refused(connect, alice, files):
    token, secret = create_token(owner=alice, name="old", scope=ApiToken.Scope.WRITE)
    client = connect(token=secret)
    client.me()
    ApiToken.objects.filter(pk=token.pk).update(expires_at=token.created_at)
    with pytest.raises(NotAllowed, match="run out"):
        client.push(*files, target="species")


def test_a_token_goes_nowhere_without_https():
    with pytest.raises(NotAllowed, match="not https"):
        Client("http://firstfit.example", "ff_secret")
    assert Client("http://firstfit.example", "ff_secret", insecure=True).site == "http://firstfit.example"
    with pytest.raises(Refused, match="no address"):
        Client("firstfit.example", "ff_secret")


def test_waiting_ends_when_ones_time_is_over_and_can_go_on(connect, files):
    run = connect().push(*files, target="species")
    with pytest.raises(StillRunning, match="still queued"):
        run.wait(timeout_seconds=1)
    measure(run.id)
    assert run.wait().status == "succeeded"


def test_who_watches_sees_the_steps_and_the_lines(connect, files):
    run = connect().push(*files, target="species")
    seen = []
    timer = threading.Timer(0.8, measure, (run.id,))
    timer.start()
    report = run.wait(notice=seen.append)
    timer.join()
    assert seen[0].status == "queued"
    assert seen[0].queue_position == 1
    assert report.status == "succeeded"


def test_an_evaluation_that_failed_is_no_report(connect, files, worker):
    worker.failures.append(("no_model", "There is no model."))
    report = connect().push(*files, target="species").wait()
    assert (report.status, report.reason.code, report.score) == ("failed", "no_model", None)
    with pytest.raises(EvaluationFailed, match=r"Failed: There is no model\. Mend it\."):
        raise_for_outcome(report)


def test_another_script_makes_another_evaluation(connect, files, worker):
    client = connect()
    first = client.push(*files, target="species")
    first.wait()
    again = client.evaluate(first.project.name, FOREST.replace("20", "21"), guess=0.9)
    assert again.wait().document["script"]["version"] == 2
    assert Evaluation.objects.get(pk=again.id).guess == 0.9


def test_what_the_script_printed_can_be_read(connect, alice):
    project = make_project(alice)
    evaluation = make_evaluation(project, script=make_script(project), printed="accuracy: 1.0\n")
    assert connect().logs(str(evaluation.pk)) == "accuracy: 1.0\n"


def test_cancel_publish_and_delete(connect, files, worker):
    client = connect()
    run = client.push(*files, target="species")
    run.wait()
    assert client.publish(run.project.name, visibility="unlisted").document["visibility"] == "unlisted"
    worker.stop.set()
    worker.thread.join()
    other = client.evaluate(run.project.name)
    other.cancel()
    assert other.status().status == "cancelled"
    client.delete(run.project.name)
    assert not Project.objects.exists()


def test_all_projects_come_page_by_page(connect, alice):
    first = make_project(alice)
    Project.objects.bulk_create(
        Project(
            **{
                **{f.attname: getattr(first, f.attname) for f in Project._meta.fields},
                "id": None,
                "slug": f"p{i}",
            }
        )
        for i in range(24)
    )
    assert len({project.name for project in connect().projects(owner="alice")}) == 25


def test_an_evaluation_that_ended_meanwhile_is_read_at_once(connect, files):
    run = connect().push(*files, target="species")
    lifecycle.cancel(Evaluation.objects.get().pk)
    assert run.wait().status == "cancelled"


def test_a_name_that_is_no_project_is_refused(connect):
    with pytest.raises(Exception, match="owner/slug"):
        connect().project("iris")
