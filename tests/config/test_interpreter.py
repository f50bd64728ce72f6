"""What the web server does about the interpreter's habits."""

import gc
import resource

import pytest

from config import gunicorn
from config.interpreter import YOUNG_OBJECTS, with_room


@pytest.fixture
def collector():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_before_it_forks_the_server_sets_aside_what_is_loaded(collector):
    assert gc.get_freeze_count() == 0
    gunicorn.when_ready(None)
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] == YOUNG_OBJECTS


def deep(frames: int) -> int:
    return deep(frames - 1) if frames else sum(tiny(number) for number in range(2_000))


def tiny(number: int) -> int:
    return [number, number, number][0]


def faults(frames: int) -> int:
    """Pages of memory that the kernel had to hand out."""
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    assert deep(frames) == 1_999_000
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def test_at_some_depth_each_call_asks_the_kernel_for_memory_and_with_room_at_none():
    assert max(faults(frames) for frames in range(300)) > 1_000
    assert max(with_room(faults, frames) for frames in range(300)) < 200
