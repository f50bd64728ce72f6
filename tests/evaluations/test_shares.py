import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as RedisIsAway

from evaluations import shares
from evaluations.launch import at_level, fold_priority

ADA, BEN = 1, 2


def test_who_has_used_nothing_is_served_first():
    assert shares.level_of(ADA) == 0
    shares.note_use(BEN, 100)
    assert shares.level_of(ADA) == 0


@pytest.mark.parametrize(
    ("ada", "ben", "level"), [(1, 9, 0), (2, 8, 1), (4, 6, 2), (5, 5, 2), (6, 4, 3), (1, 0, 3)]
)
def test_the_level_follows_from_the_share_of_what_everybody_used(ada, ben, level):
    shares.note_use(ADA, ada)
    shares.note_use(BEN, ben)
    assert shares.share_of(ADA) == ada / (ada + ben)
    assert shares.level_of(ADA) == level


def test_what_was_used_is_forgotten_after_some_minutes(monkeypatch):
    shares.note_use(ADA, 100)
    now = shares.this_minute()
    monkeypatch.setattr(shares, "this_minute", lambda: now + shares.WINDOW_MINUTES - 1)
    assert shares.level_of(ADA) == 3
    monkeypatch.setattr(shares, "this_minute", lambda: now + shares.WINDOW_MINUTES)
    assert shares.level_of(ADA) == 0


def test_seconds_count_when_the_work_fails_too():
    with pytest.raises(RuntimeError), shares.used_by(ADA):
        raise RuntimeError
    assert cache.get(shares.key_of(ADA, shares.this_minute())) is not None


def test_a_cache_that_is_away_makes_everybody_equal(monkeypatch):
    def away(*args, **kwargs):
        raise RedisIsAway

    monkeypatch.setattr(cache, "add", away)
    monkeypatch.setattr(cache, "get_many", away)
    shares.note_use(ADA, 100)
    assert shares.level_of(ADA) == 0


def test_at_each_level_cheap_models_go_before_dear_ones():
    order = [fold_priority(level, is_light=light) for level in range(4) for light in (True, False)]
    assert order == list(range(2, 10))
    assert at_level(fold_priority(0, is_light=True), 3) == fold_priority(3, is_light=True)
    assert at_level(fold_priority(3, is_light=False), 1) == fold_priority(1, is_light=False)
