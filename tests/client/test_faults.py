"""A bad line between client and site: whatever it does, one push makes one evaluation."""

from __future__ import annotations

import re
import threading
import time

import pytest
from firstfit import Client, NotFirstfit, Refused, Unreachable
from firstfit.errors import Busy, ServerFault
from firstfit.patience import Patience, passes_by_itself, seconds_asked

from evaluations.models import Evaluation
from projects.models import Dataset, IdempotencyKey, Project
from tests.client.proxy import Fault, bad_line, refusal

pytestmark = pytest.mark.django_db(transaction=True)
GATEWAY = refusal(502, body="<h1>Bad gateway</h1>", kind="text/html")
FAULTS = {
    "the connection is refused": Fault("drop"),
    "the site hears it and the answer is lost": Fault("lose"),
    "the answer is cut in its head": Fault("cut", bytes=20),
    "the answer is cut in its body": Fault("cut", bytes=700),
    "a gateway answers for the site": GATEWAY,
    "the site is being restarted": refusal(503, "Retry-After: 0"),
    "too many requests": refusal(429, "Retry-After: 1", body='{"code": "too_many_requests"}'),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_one_push_makes_one_whatever_the_line_does(live_server, connect, files, fault):
    with bad_line(live_server.url, fault, fault, fault, fault) as line:
        run = connect(line.url).push(*files, target="species", check=False)
    assert str(Evaluation.objects.get().pk) == run.id
    assert (Dataset.objects.count(), Project.objects.count()) == (1, 1)
    assert IdempotencyKey.objects.count() == 1
    keys = {
        key for request in line.seen for key in re.findall(rb"Idempotency-Key: (\S+)", request, re.IGNORECASE)
    }
    assert len(keys) == 1


def test_waiting_goes_on_through_a_bad_line(live_server, connect, files, worker):
    run = connect().push(*files, target="species")
    faults = [Fault("drop"), Fault("cut", bytes=900), Fault("lose"), GATEWAY, Fault("delay", seconds=0.2)]
    with bad_line(live_server.url, *faults) as line:
        assert connect(line.url).wait(run.id).status == "succeeded"
        faults = [Fault("cut", bytes=300), *faults]
        line.plan.extend(faults)
        assert connect(line.url).wait(run.id, notice=lambda seen: None).status == "succeeded"


def test_a_delete_that_had_come_through_is_done(live_server, connect, files):
    run = connect().push(*files, target="species")
    with bad_line(live_server.url, Fault("lose")) as line:
        connect(line.url).delete(run.project.name)
    assert not Project.objects.exists()
    with pytest.raises(Refused) as refused:
        connect().delete(run.project.name)
    assert refused.value.status == 404


def test_what_the_site_asks_for_is_waited(live_server, connect):
    with bad_line(live_server.url, refusal(429, "Retry-After: 1")) as line:
        began = time.monotonic()
        connect(line.url).me()
        assert time.monotonic() - began >= 1


def test_what_is_asked_for_beyond_ones_patience_is_told_at_once(live_server, connect):
    with bad_line(live_server.url, refusal(429, "Retry-After: 3600", body='{"detail": "Too fast."}')) as line:
        began = time.monotonic()
        with pytest.raises(Busy, match="Too fast"):
            connect(line.url).me()
        assert time.monotonic() - began < 2


def test_a_quota_is_not_waited_for(live_server, connect):
    quota = refusal(429, body='{"detail": "You have 500 data sets.", "code": "dataset_quota"}')
    with bad_line(live_server.url, quota) as line, pytest.raises(Busy, match="500 data sets"):
        connect(line.url).me()
    assert len(line.seen) == 1


def test_the_real_limit_of_requests_is_kept_to(connect, monkeypatch):
    from projects.api.throttling import LearnerThrottle

    monkeypatch.setattr(LearnerThrottle, "THROTTLE_RATES", {"learner": "2/s", "anonymous": "2/s"})
    client = connect()
    for _ in range(5):
        client.me()


def test_a_site_that_is_away_is_named(connect, alice_token):
    patience = Patience(seconds=1, tries=3, base_seconds=0.01)
    with pytest.raises(Unreachable, match=r"http://127\.0\.0\.1:9 does not answer"):
        Client("http://127.0.0.1:9", alice_token, patience=patience).me()


def test_a_site_that_breaks_each_time_is_its_own_fault(live_server, connect):
    broken = refusal(500, body='{"detail": "Ours.", "code": "server_error", "request_id": "77ab"}')
    with (
        bad_line(live_server.url, *[broken] * 9) as line,
        pytest.raises(ServerFault, match=r"Ours\. \(request 77ab\)") as fault,
    ):
        connect(line.url).me()
    assert fault.value.exit_code == 5
    assert len(line.seen) == 8


def test_another_site_at_the_address_is_told_at_once(live_server, connect):
    page = refusal(200, body="<html>Welcome to the hotel</html>", kind="text/html")
    with bad_line(live_server.url, page) as line, pytest.raises(NotFirstfit, match="Is this the address"):
        connect(line.url).me()


def test_a_redirect_does_not_take_the_token_elsewhere(live_server, connect, alice_token):
    with bad_line("http://127.0.0.1:9") as elsewhere:
        moved = refusal(302, f"Location: {elsewhere.url}/api/v1/me/")
        with bad_line(live_server.url, moved) as line, pytest.raises(Refused):
            connect(line.url).me()
        assert elsewhere.seen == []


def test_two_clients_that_race_make_one_project_and_one_evaluation(connect, files):
    clients, runs = [connect() for _ in range(4)], []
    start = threading.Barrier(4)

    def push(client: Client) -> None:
        start.wait()
        runs.append(client.push(*files, target="species", title="Together", check=False))

    threads = [threading.Thread(target=push, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({run.id for run in runs}) == 1
    assert len(runs) == 4
    assert (Dataset.objects.count(), Project.objects.count(), Evaluation.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), (None, None), ("", None), ("soon", None), ("Sun, 06 Nov 1994 08:49:37 GMT", 0)],
)
def test_retry_after_is_a_number_or_a_date(header, seconds):
    assert seconds_asked(header) == seconds


def test_pauses_are_random_and_never_shorter_than_what_was_asked_for():
    patience = Patience(base_seconds=1, cap_seconds=8)
    pauses = [patience.pause(10, None) for _ in range(200)]
    assert 0 <= min(pauses) < 2 < 6 < max(pauses) <= 8
    assert max(patience.pause(0, None) for _ in range(50)) <= 1
    assert all(5 <= patience.pause(3, 5) <= 6 for _ in range(50))


@pytest.mark.parametrize(
    ("status", "code", "passes"),
    [
        (429, "too_many_requests", True),
        (429, "storage_quota", False),
        (409, "idempotency_in_progress", True),
        (409, "already_ended", False),
        (503, "", True),
        (422, "bad_input", False),
    ],
)
def test_only_what_passes_by_itself_is_tried_again(status, code, passes):
    assert passes_by_itself(status, code) is passes
