import os
import socket

import pytest

from evaluations.sandbox.messages import Channel, Closed


@pytest.fixture
def ends():
    pair = [Channel(end) for end in socket.socketpair()]
    yield pair
    for end in pair:
        end.close()


def test_messages_arrive_in_order_and_whole(ends):
    here, there = ends
    sent = [{"job": number, "text": "x" * 50_000} for number in range(3)]
    received = []
    for message in sent:
        here.send(message)
        received.append(there.receive())
    assert received == sent


def test_two_messages_in_one_read_are_two_messages(ends):
    here, there = ends
    here.send({"a": 1})
    here.send({"b": 2})
    assert [there.receive(), there.receive()] == [{"a": 1}, {"b": 2}]


def test_descriptors_travel_with_their_message(ends):
    here, there = ends
    readable, writable = os.pipe()
    here.send({"kill": 1})
    here.send({"job": 2}, [readable, writable, readable, writable])
    assert (there.receive(), there.receive()) == ({"kill": 1}, {"job": 2})
    fds = there.take_fds()
    os.write(fds[1], b"through")
    assert os.read(readable, 10) == b"through"
    for fd in (*fds, readable, writable):
        os.close(fd)


def test_the_end_of_the_other_side_is_told(ends):
    here, there = ends
    here.close()
    with pytest.raises(Closed):
        there.receive()
