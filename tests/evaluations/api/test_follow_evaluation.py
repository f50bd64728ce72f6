"""Server-sent events: what has come since the last one, and never more threads than seats."""

from __future__ import annotations

import json
import threading

import pytest
from django.db import connection

from evaluations import lifecycle
from evaluations.api import events, waiting
from evaluations.api.events import seen_by
from evaluations.api.waiting import WaitingRoom
from evaluations.models import Evaluation, PipelineResult
from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project, make_results


@pytest.fixture
def project(alice):
    return make_project(alice)


@pytest.fixture(autouse=True)
def quick(monkeypatch, settings):
    """Streams that end after a look or two, and a room of their own."""
    monkeypatch.setattr(events, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(waiting, "room", WaitingRoom(seats=2))
    settings.LIMITS = settings.LIMITS.__class__(wait_max_seconds=0)


def follow(token: str, evaluation: Evaluation, last: str = "") -> list[dict]:
    headers = {"last-event-id": last} if last else {}
    response = Api(token).get(f"/evaluations/{evaluation.pk}/events/", accept="text/event-stream", **headers)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/event-stream"
    return parse(b"".join(response.streaming_content).decode())


def parse(text: str) -> list[dict]:
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "event" in fields:
            found.append({**fields, "data": json.loads(fields["data"])})
    return found


def add_result(evaluation: Evaluation, number: int) -> None:
    line = make_results("accuracy")[number]
    PipelineResult.objects.create(
        evaluation=evaluation, pipeline=line["pipeline"], position=number, data=line
    )


def test_one_that_has_ended_is_told_whole_and_the_stream_ends(alice_token, project):
    told = follow(alice_token, make_evaluation(project))
    assert [event["event"] for event in told] == ["result", "result", "end"]
    assert [event["data"]["pipeline"] for event in told[:2]] == ["baseline", "logistic_regression"]
    assert told[2]["data"]["status"] == "succeeded"
    assert told[2]["data"]["progress"] == {"done": 10, "total": 10, "eta_seconds": None}


def test_who_was_cut_off_hears_what_has_come_since(alice_token, project):
    evaluation = make_evaluation(project, status="running", stage="measuring")
    add_result(evaluation, 0)
    first = follow(alice_token, evaluation)
    assert [event["event"] for event in first] == ["result", "progress"]
    assert follow(alice_token, evaluation, first[-1]["id"]) == []
    add_result(evaluation, 1)
    since = follow(alice_token, evaluation, first[-1]["id"])
    assert [event["data"]["pipeline"] for event in since] == ["logistic_regression"]
    Evaluation.objects.update(stage="reporting")
    assert [event["event"] for event in follow(alice_token, evaluation, since[-1]["id"])] == ["progress"]
    lifecycle.cancel(evaluation.pk)
    ended = follow(alice_token, evaluation, since[-1]["id"])
    assert [(event["event"], event["data"]["status"]) for event in ended] == [("end", "cancelled")]


def test_who_was_cut_off_in_the_middle_misses_nothing(alice_token, project):
    evaluation = make_evaluation(project)
    told = follow(alice_token, evaluation)
    for number in range(len(told)):
        assert follow(alice_token, evaluation, told[number]["id"])[-1] == told[-1]
        rest = [event["data"] for event in follow(alice_token, evaluation, told[number]["id"])]
        assert rest[:-1] == [event["data"] for event in told[number + 1 : -1]]


def in_a_thread(call, *arguments) -> None:
    """Its connection is its own, and PostgreSQL waits for everybody to hang up."""
    call(*arguments)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_happens_meanwhile_is_told_at_once(alice_token, project, settings):
    settings.LIMITS = settings.LIMITS.__class__(wait_max_seconds=20)
    evaluation = make_evaluation(project, status="running", stage="measuring")
    timers = [
        threading.Timer(0.3, in_a_thread, (add_result, evaluation, 0)),
        threading.Timer(0.6, in_a_thread, (lifecycle.cancel, evaluation.pk)),
    ]
    for timer in timers:
        timer.start()
    told = [event["event"] for event in follow(alice_token, evaluation)]
    for timer in timers:
        timer.join()
    assert told == ["progress", "result", "end"]


def test_without_a_seat_it_says_so_and_ends(alice_token, project, monkeypatch):
    monkeypatch.setattr(waiting, "room", WaitingRoom(seats=0))
    told = follow(alice_token, make_evaluation(project, status="running"))
    assert told == [{"event": "no_seat", "data": {"retry_after": 3}}]


@pytest.mark.django_db(transaction=True)  # closing a response closes its connection
def test_a_seat_is_given_back_whether_the_stream_was_read_or_not(alice_token, project):
    evaluation = make_evaluation(project, status="running")
    for _ in range(3):
        response = Api(alice_token).get(f"/evaluations/{evaluation.pk}/events/", accept="text/event-stream")
        response.close()
    for _ in range(3):
        assert follow(alice_token, evaluation)[0]["event"] == "progress"


def test_readers_that_are_gone_are_found_by_a_life_sign(project, monkeypatch):
    monkeypatch.setattr(events, "LIFE_SIGN_SECONDS", 0.01)
    evaluation = make_evaluation(project, status="running")
    parts = events.stream(events.state_loader(evaluation.pk), "", seconds=0.2)
    assert events.LIFE_SIGN in list(parts)


def test_a_deleted_one_ends_the_stream(project):
    evaluation = make_evaluation(project, status="running")
    load = events.state_loader(evaluation.pk)
    parts = events.stream(load, "", seconds=20)
    assert b"retry" in next(parts)
    project.delete()
    assert list(parts) == []


@pytest.mark.parametrize("last", ["", "nonsense", "-1.x", "9" * 30, "²", "1" * 100])
def test_an_id_that_is_none_of_ours_is_nothing_seen(last):
    assert str(seen_by(last)) in ("0.", f"{last}.")


def test_a_private_one_is_not_found_by_anybody_else(bob_token, project):
    path = f"/evaluations/{make_evaluation(project).pk}/events/"
    assert_problem(Api(bob_token).get(path, accept="text/event-stream"), 404, "not_found")
    assert_problem(Api().get(path), 404, "not_found")


def test_a_client_that_takes_no_events_is_told(alice_token, project):
    path = f"/evaluations/{make_evaluation(project).pk}/events/"
    assert_problem(Api(alice_token).get(path, accept="application/json"), 406, "not_acceptable")


def test_a_look_takes_three_queries_whatever_there_is(project, django_assert_num_queries):
    evaluation = make_evaluation(project, status="running", stage="measuring")
    load = events.state_loader(evaluation.pk)
    with django_assert_num_queries(3):
        list(events.news(load(), seen_by("")))


def test_a_crowd_without_seats_is_told_one_moment_each():
    room = WaitingRoom(seats=0)
    turns = [room.next_turn() for _ in range(101)]
    assert turns[0] == pytest.approx(3, abs=0.1)
    assert turns[100] == pytest.approx(3 + 100 * 0.4, abs=0.5)
    assert max(room.next_turn() for _ in range(1000)) <= 60
