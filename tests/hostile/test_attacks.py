"""The main classes of attack, in scripts of our own: a part of every test run."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.hostile.attacks import LIMITS, TEST_ROWS, Attack, make_job, run_attack, run_job

SCRIPTS = Path(__file__).parent / "scripts"
PORTS = (0, 0)
ABSTRACT_NAME = ""
LONG_SCRIPTS = Path(__file__).parent / "scripts_long"
ATTACKS = [Attack(path) for path in sorted(SCRIPTS.glob("*.py"))]
LONG_ATTACKS = [Attack(path) for path in sorted(LONG_SCRIPTS.glob("*.py"))]
SLACK_SECONDS = 3
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

pytestmark = pytest.mark.sandbox


def replaced_in(ring) -> dict[str, str]:
    ports = ", ".join(str(port) for port in ring.arena.ports)
    return {"@CANARY@": str(ring.arena.folder), "@PORTS@": ports, "@VICTIM@": str(ring.arena.victim.pid)}


def attack_named(name: str) -> Attack:
    return Attack(SCRIPTS / f"{name}.py")


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_the_attack_is_held_and_told_why(ring, attack):
    assert_held(ring, attack)


@pytest.mark.slow
@pytest.mark.parametrize("attack", LONG_ATTACKS, ids=[attack.name for attack in LONG_ATTACKS])
def test_an_attack_that_takes_its_time_is_held_and_told_why(ring, attack):
    assert_held(ring, attack)


def assert_held(ring, attack):
    held = ring.attack(attack, replaced_in(ring))
    assert held.kind in attack.expected, held
    assert held.wall_seconds < LIMITS.wall_seconds + SLACK_SECONDS
    assert held.peak_bytes < 2 * LIMITS.memory_bytes


def test_what_is_kept_of_a_flood_is_bounded(ring):
    held = ring.attack(attack_named("flood_both_streams"), replaced_in(ring))
    assert len(held.printed) == 2 * LIMITS.printed_kept_bytes + 1  # both streams, and the line between them


def test_no_unseen_character_of_a_script_reaches_the_reason(ring):
    held = ring.attack(attack_named("hostile_words"), replaced_in(ring))
    assert held.reason is not None
    assert held.reason.line == 8
    assert len(held.reason.message) < 800
    told = held.reason.message + held.reason.hint
    assert not {char for char in told if char != "\n" and unicodedata.category(char) in UNSEEN}


def test_the_name_of_a_model_is_plain_text(ring):
    held = ring.attack(attack_named("hostile_model_name"), replaced_in(ring))
    assert held.frame is not None
    assert held.frame.model is not None
    assert len(held.frame.model) <= 100
    assert not {char for char in held.frame.model if unicodedata.category(char) in UNSEEN}


def test_a_forged_frame_says_nothing_of_scores_or_time(ring):
    """The worker scores predictions itself; what a frame claims of its training score is only shown."""
    held = ring.attack(attack_named("result_then_leave"), replaced_in(ring))
    assert held.frame is not None
    assert held.frame.predicted is not None
    assert held.frame.predicted.tolist() == [1.0] * TEST_ROWS
    assert held.frame.fit_seconds == 0.0


def test_nothing_passes_from_one_fold_to_the_next(ring):
    replaced = replaced_in(ring)
    before = ring.attack(attack_named("look_for_mark"), replaced).printed
    for _ in range(3):
        ring.attack(attack_named("leave_mark"), replaced)
        assert ring.attack(attack_named("look_for_mark"), replaced).printed == before


def test_every_fold_draws_the_same_random_numbers(ring):
    source = b"import random, numpy\nprint(random.random(), numpy.random.random())\n" + MODEL
    first, second = (run_attack(ring.server, source).printed for _ in range(2))
    assert first == second
    assert len(first.split()) == 2


def test_hash_order_is_the_same_in_every_child(ring):
    source = b"print(list({'a', 'b', 'c', 'd', 'e', 'f'}))\n" + MODEL
    assert run_attack(ring.server, source).printed == run_attack(ring.server, source).printed


def test_a_script_draws_a_figure_without_a_folder_to_write_to(ring):
    source = b"import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('x')\nplt.show()\n" + MODEL
    assert run_attack(ring.server, source).kind == "ok"


def test_the_predictions_are_one_code_a_row(ring):
    held = run_job(ring.server, make_job("script", MODEL, "preprocessed"))
    assert held.frame is not None
    assert held.frame.predicted is not None
    assert held.frame.predicted.tolist() == [0.0] * TEST_ROWS


MODEL = b"""
class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
"""
