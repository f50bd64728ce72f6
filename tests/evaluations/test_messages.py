"""What a Redis broker holds: who waits is left alone, however long; who has lost its messages is not."""

import json
import time
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone
from redis import Redis

from config.results import ResultStore
from evaluations import broker_mark, launch, messages
from evaluations.launch import Batch
from evaluations.models import Evaluation, HonestyTest, LockboxOpening
from evaluations.sweep import sweep
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db(transaction=True)

LATELY = timedelta(seconds=45)
BATCHES = [Batch(fold, ("ridge",), is_light=fold % 2 == 0) for fold in range(12)]


@pytest.fixture
def marked(broker) -> Redis:
    broker_mark.put()
    return broker


def silent(owner, broker: Redis, hours: float = 24, **fields) -> Evaluation:
    """One that is measured in lanes, and has shown no life for long."""
    fields = {"status": "running", "launches": 1} | fields
    moment = timezone.now() - timedelta(hours=hours)
    evaluation = make_evaluation(make_project(owner), heartbeat_at=moment, **fields)
    launch.launch_folds(evaluation.pk, 1, BATCHES, level=len(str(owner)) % 4)
    return evaluation


def lose(broker: Redis, evaluation: Evaluation) -> int:
    """Take its messages out of the queue, and nobody else's."""
    lost = 0
    for key in broker.scan_iter("celery*"):
        for text in broker.lrange(key, 0, -1) if broker.type(key) == b"list" else []:
            if str(evaluation.pk) in json.loads(text)["headers"]["argsrepr"]:
                lost += broker.lrem(key, 0, text)
    return lost


def launches(evaluation: Evaluation) -> int:
    return Evaluation.objects.values_list("launches", flat=True).get(pk=evaluation.pk)


def test_who_waits_is_left_alone_for_however_long_and_who_lost_its_messages_is_not(marked, alice, bob):
    first, second = silent(alice, marked), silent(bob, marked)
    assert sweep() == 0
    assert lose(marked, first) == 8
    assert sweep() == 1
    assert (launches(first), launches(second)) == (2, 1)
    assert sweep() == 0  # its new start waits now


def test_while_one_message_waits_the_rest_may_be_lost(marked, alice):
    evaluation = silent(alice, marked)
    (kept, *_) = marked.lrange(next(marked.scan_iter("celery*")), 0, 0)
    assert lose(marked, evaluation) == 8
    marked.lpush("celery", kept)
    assert sweep() == 0


def test_every_page_of_every_priority_is_read(marked, alice, monkeypatch):
    monkeypatch.setattr(messages, "PAGE", 3)
    sent = set()
    for level in range(4):
        evaluation = make_evaluation(make_project(alice))
        launch.launch_folds(evaluation.pk, 7, BATCHES, level)
        sent.add(("evaluations.measure_fold", str(evaluation.pk), 7))
    launch.send("evaluations.open_lockbox", 5)
    marked.lpush("celery", b"not ours")
    assert messages.read_held("celery", LATELY) == sent | {("evaluations.open_lockbox", 5)}


@pytest.mark.parametrize(("age", "is_held"), [(5, True), (300, False), (-86_400, False)])
def test_a_message_that_was_taken_counts_for_a_moment(marked, alice, age, is_held):
    """And with a clock that is wrong by a day it does not count at all."""
    launch.send("evaluations.start", "one", 1)
    with current_app.connection_for_write() as connection:
        message = connection.default_channel.basic_get("celery")
        assert message is not None
        marked.zadd("unacked_index", {message.delivery_tag: time.time() - age})
        held = messages.read_held("celery", LATELY)
        message.ack()
    assert held == (frozenset({("evaluations.start", "one", 1)}) if is_held else frozenset())


def test_openings_and_experiments_that_wait_are_left_alone_too(marked, alice):
    done = make_evaluation(make_project(alice))
    fields = {"evaluation": done, "heartbeat_at": timezone.now() - timedelta(hours=1)}
    opening = LockboxOpening.objects.create(learner=alice, pipeline="baseline", **fields)
    test = HonestyTest.objects.create(**fields)
    assert sweep() == 2
    assert sweep() == 0
    assert messages.read_held("celery", LATELY) == {
        ("evaluations.open_lockbox", opening.pk),
        ("evaluations.test_honesty", test.pk, 0),
    }


def test_the_count_of_an_evaluations_lanes_is_kept_for_days(marked, alice):
    silent(alice, marked)
    store = current_app.backend
    assert isinstance(store, ResultStore)
    (size,) = store.client.scan_iter("*.s")
    assert store.client.ttl(size) > 24 * 3600


def test_a_process_that_sends_lanes_does_not_listen_for_their_results(marked, alice):
    silent(alice, marked)
    assert not marked.pubsub_channels()
