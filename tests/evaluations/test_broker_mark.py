"""A broker that has lost everything is noticed at the next sweep, whoever has sent messages since."""

import json

import pytest
from django.utils import timezone
from redis import Redis

from evaluations import broker_mark, launch
from evaluations.models import HonestyTest, LockboxOpening
from evaluations.sweep import sweep
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db(transaction=True)


def waiting_in(broker: Redis) -> list[list]:
    """[task, its arguments] of each message, however urgent."""
    found = []
    for key in broker.scan_iter("celery*"):
        for text in broker.lrange(key, 0, -1) if broker.type(key) == b"list" else []:
            headers = json.loads(text)["headers"]
            found.append([headers["task"], headers["argsrepr"]])
    return sorted(found)


@pytest.fixture
def active(alice):
    """A running evaluation that has just shown life, an opening and a test of a script."""
    project = make_project(alice)
    running = make_evaluation(project, status="running", launches=1, heartbeat_at=timezone.now())
    done = make_evaluation(project)
    fields = {"evaluation": done, "heartbeat_at": timezone.now()}
    LockboxOpening.objects.create(learner=alice, pipeline="baseline", **fields)
    HonestyTest.objects.create(**fields)
    return running


def test_what_a_broker_has_lost_is_sent_again_although_other_messages_wait(broker, active):
    broker_mark.put()
    launch.send("evaluations.start", "another", 1)
    assert sweep() == 0
    assert len(waiting_in(broker)) == 1
    broker.flushall()
    launch.send("evaluations.start", "another", 1)
    assert sweep() == 3
    tasks = [task for task, _ in waiting_in(broker)]
    assert tasks == ["evaluations.open_lockbox", *["evaluations.start"] * 2, "evaluations.test_honesty"]
    assert any(f"'{active.pk}', 2" in arguments for _, arguments in waiting_in(broker))
    assert sweep() == 0


def test_a_store_of_results_that_was_emptied_counts_no_lanes_any_more(broker, active):
    broker_mark.put()
    Redis.from_url(f"redis://127.0.0.1:{broker.connection_pool.connection_kwargs['port']}/1").flushdb()
    assert sweep() == 3
    assert sweep() == 0


def test_a_broker_that_is_away_has_lost_nothing_as_far_as_is_known(broker, active):
    broker.shutdown(nosave=True)
    assert broker_mark.is_missing() is False
    assert sweep() == 0
