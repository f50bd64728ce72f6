"""The garbage collector of the web server."""

import gc

import pytest

from config import gunicorn
from config.collector import YOUNG_OBJECTS


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
