"""Every script of the shared corpus; skipped where the corpus is not beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.attacks import LIMITS, Attack

CORPUS = Path(__file__).parents[3] / "shared" / "hostile"
PORTS = (46379, 45432, 45353)
ABSTRACT_NAME = "spike-redis"
ATTACKS = [Attack(path) for path in sorted(CORPUS.glob("*.py"))]
SLACK_SECONDS = 3
# Written for a server that left its own command line, with the number of its control socket, to the script.
CONTROL_SOCKET = {"sys.argv[1]": '"3"'}

pytestmark = pytest.mark.hostile


@pytest.mark.skipif(not ATTACKS, reason="the corpus is not on this machine")
def test_the_corpus_is_there():
    assert len(ATTACKS) > 50


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_the_script_is_held_and_told_why(ring, attack):
    held = ring.attack(attack, {"@CANARY@": str(ring.arena.folder), **CONTROL_SOCKET})
    assert held.kind in attack.expected, held
    assert held.wall_seconds < LIMITS.wall_seconds + SLACK_SECONDS
