from __future__ import annotations

import threading
import time
import uuid

import pytest
from django.db import connection

from evaluations import lifecycle
from evaluations.api import waiting
from evaluations.api.waiting import WaitingRoom, retry_after
from evaluations.models import Evaluation, LockboxOpening, PipelineResult
from evaluations.progress import Progress
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project, make_results, make_script


@pytest.fixture
def project(alice):
    return make_project(alice)


def path_of(evaluation: Evaluation) -> str:
    return f"/evaluations/{evaluation.pk}/"


DESIGNED = {
    "id", "url", "status", "stage", "progress", "queue_position", "reason", "protocol", "dataset", "script",
    "results", "best", "checks", "figures", "guess", "tries", "lockbox", "engine_version", "environment",
}  # fmt: skip


def test_a_finished_one_holds_everything(alice_token, project):
    evaluation = make_evaluation(project, script=make_script(project), guess=0.7, printed="accuracy: 0.99\n")
    document = Api(alice_token).get(path_of(evaluation)).json()
    assert set(document) >= DESIGNED
    assert document["url"] == f"http://testserver/evaluations/{evaluation.pk}/"
    assert document["progress"] == {"done": 10, "total": 10, "eta_seconds": None}
    assert document["reason"] is None
    assert document["protocol"]["target"] == "species"
    assert document["protocol"]["digest"] == project.protocol_digest
    assert document["dataset"] == {"sha256": project.dataset_version.sha256, "rows": 60, "columns": 4}
    assert document["script"]["version"] == 1
    assert document["script"]["printed"] == "accuracy: 0.99\n"
    assert [result["pipeline"] for result in document["results"]] == ["baseline", "logistic_regression"]
    best = document["results"][1]
    assert best["scores"]["accuracy"]["mean"] == 0.83
    assert best["versus_baseline"]["verdict"] == "better"
    assert document["best"] == "logistic_regression"
    assert document["checks"][0]["code"] == "FF101"
    assert document["checks"][0]["answer"] is None
    assert document["figures"][0]["svg"].startswith("<svg")
    assert document["figures"][0]["data"]["columns"] == ["pipeline", "mean"]
    assert (document["guess"], document["tries"], document["lockbox"]) == (0.7, 1, None)
    assert document["environment"] == {"scikit-learn": "1.9.1"}


def test_one_in_the_queue_says_its_place(alice_token, alice, project):
    make_evaluation(make_project(alice, title="Before"), status="running")
    evaluation = make_evaluation(project, status="queued")
    answer = Api(alice_token).get(path_of(evaluation))
    assert answer.json()["queue_position"] == 2
    assert answer["Retry-After"] == "3"


def test_one_that_runs_shows_the_pipelines_that_are_done(alice_token, project):
    evaluation = make_evaluation(project, status="running", stage="measuring")
    line = {**make_results("accuracy")[0]}
    PipelineResult.objects.create(evaluation=evaluation, pipeline="baseline", position=0, data=line)
    document = Api(alice_token).get(path_of(evaluation)).json()
    assert [result["pipeline"] for result in document["results"]] == ["baseline"]
    assert (document["best"], document["stage"]) == (None, "measuring")


def test_one_that_failed_says_why(alice_token, project):
    evaluation = make_evaluation(
        project,
        status="failed",
        reason_code="no_model",
        reason_message="There is no model.",
        reason_hint="Write make_model().",
        reason_line=3,
    )
    answer = Api(alice_token).get(path_of(evaluation))
    assert answer.json()["reason"] == {
        "code": "no_model",
        "message": "There is no model.",
        "hint": "Write make_model().",
        "line": 3,
        "platform_fault": False,
    }
    assert "Retry-After" not in answer


def test_an_opened_lockbox_stands_beside_the_scores(alice, alice_token, project):
    evaluation = make_evaluation(project, published=True)
    LockboxOpening.objects.create(
        evaluation=evaluation,
        learner=alice,
        data_key="k" * 64,
        protocol_digest=project.protocol_digest,
        pipeline="logistic_regression",
        pipeline_digest="c" * 64,
        status="opened",
        scores={"accuracy": {"score": 0.8, "low": 0.7, "high": 0.88}},
    )
    lockbox = Api(alice_token).get(path_of(evaluation)).json()["lockbox"]
    assert (lockbox["status"], lockbox["score"], lockbox["low"], lockbox["high"]) == (
        "opened",
        0.8,
        0.7,
        0.88,
    )


def test_tries_count_distinct_scripts_that_were_scored(alice_token, project):
    first, second = make_script(project), make_script(project, source="model = 1\n")
    for script in (first, first, second, None):
        evaluation = make_evaluation(project, script=script)
    make_evaluation(project, script=make_script(project, source="model = 2\n"), status="failed")
    assert Api(alice_token).get(path_of(evaluation)).json()["tries"] == 2


def test_a_private_one_is_not_found_by_anybody_else(bob_token, project):
    evaluation = make_evaluation(project)
    assert_problem(Api(bob_token).get(path_of(evaluation)), 404, "not_found", "that you may see")
    assert_problem(Api().get(path_of(evaluation)), 404, "not_found")


def test_of_a_public_project_only_the_published_are_seen(alice):
    project = make_project(alice, visibility="public")
    assert Api().get(path_of(make_evaluation(project, published=True))).status_code == 200
    assert_problem(Api().get(path_of(make_evaluation(project))), 404, "not_found")


def test_a_read_token_reads(alice, project):
    _, secret = create_token(owner=alice, name="reader")
    assert Api(secret).get(path_of(make_evaluation(project))).status_code == 200


def test_one_that_is_none_is_not_found(alice_token):
    assert_problem(Api(alice_token).get(f"/evaluations/{uuid.uuid4()}/"), 404, "not_found")


@pytest.mark.parametrize("wait", ["-1", "soon", "1e9"])
def test_a_wait_that_is_none_is_refused(alice_token, project, wait):
    answer = Api(alice_token).get(f"{path_of(make_evaluation(project))}?wait={wait}")
    assert_problem(answer, 422, "bad_input", "“wait”")


def test_what_one_has_already_is_not_sent_again(alice_token, project):
    path = path_of(make_evaluation(project))
    etag = Api(alice_token).get(path)["ETag"]
    assert Api(alice_token).get(path, if_none_match=etag).status_code == 304
    assert Api(alice_token).get(path, if_none_match='"other"').status_code == 200


def test_a_number_of_queries_that_does_not_grow(alice_token, project, django_assert_num_queries):
    evaluation = make_evaluation(project)
    with django_assert_num_queries(9):  # token, its use, row, results, checks, figures, said, answers, tries
        Api(alice_token).get(path_of(evaluation))


def test_a_finished_one_is_never_waited_for(alice_token, project):
    began = time.monotonic()
    Api(alice_token).get(f"{path_of(make_evaluation(project))}?wait=30")
    assert time.monotonic() - began < 5


def test_the_answer_is_held_until_the_wait_is_over(alice_token, project):
    began = time.monotonic()
    answer = Api(alice_token).get(f"{path_of(make_evaluation(project, status='running'))}?wait=1")
    assert 1 <= time.monotonic() - began < 5
    assert answer.json()["status"] == "running"
    assert answer["Retry-After"] == "1"


@pytest.mark.django_db(transaction=True)
def test_the_answer_comes_as_soon_as_it_has_ended(alice_token, project):
    evaluation = make_evaluation(project, status="running")

    def end() -> None:
        lifecycle.cancel(evaluation.pk)
        connection.close()  # the thread's own

    ending = threading.Timer(0.6, end)
    ending.start()
    began = time.monotonic()
    answer = Api(alice_token).get(f"{path_of(evaluation)}?wait=20")
    ending.join()
    assert answer.json()["status"] == "cancelled"
    assert 0.5 <= time.monotonic() - began < 10


def test_without_a_seat_the_answer_comes_at_once(alice_token, project, monkeypatch):
    monkeypatch.setattr(waiting, "room", WaitingRoom(seats=0))
    began = time.monotonic()
    answer = Api(alice_token).get(f"{path_of(make_evaluation(project, status='running'))}?wait=30")
    assert time.monotonic() - began < 5
    assert answer["Retry-After"] == "3"


def test_a_seat_is_given_back_even_when_looking_fails():
    room = WaitingRoom(seats=1)

    def broken() -> bool:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        room.wait(broken, 1)
    assert room.wait(lambda: True, 1)


def test_only_so_many_wait_at_once():
    room, arrived, release = WaitingRoom(seats=2), threading.Semaphore(0), threading.Event()

    def is_over() -> bool:
        arrived.release()
        return release.is_set()

    threads = [threading.Thread(target=room.wait, args=(is_over, 5, 0.01)) for _ in range(2)]
    for thread in threads:
        thread.start()
        arrived.acquire()
    assert room.wait(lambda: True, 5) is False
    release.set()
    for thread in threads:
        thread.join()
    assert room.wait(lambda: True, 5) is True


@pytest.mark.parametrize(
    ("eta", "had_seat", "seconds"), [(None, True, 1), (None, False, 3), (60, False, 10), (5, False, 5)]
)
def test_when_to_ask_again_follows_from_what_is_left(eta, had_seat, seconds):
    assert retry_after(Progress(1, 10, eta_seconds=eta), had_seat=had_seat) == seconds
