"""One fork server for all attacks: that it still serves honest jobs afterwards is part of what is tested."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from evaluations.sandbox.policy import find_free_uid
from evaluations.sandbox.runner import ForkServer
from tests.hostile.arena import Arena, open_arena, processes_of
from tests.hostile.attacks import ENGINE_ROOT, ENTRY, Attack, Held, predict_honestly, run_attack


@dataclass
class Ring:
    """The server under attack, its surroundings, and what an honest job predicted before."""

    server: ForkServer
    arena: Arena
    uid: int | None
    honest: np.ndarray
    processes: set[int]

    def attack(self, attack: Attack, replaced: dict[str, str]) -> Held:
        """Run it and see that nothing came of it but its own verdict."""
        held = run_attack(self.server, attack.source(replaced))
        assert not held.gave_away, held.everything
        assert self.arena.find_harm(self.uid, self.processes) == []
        assert np.array_equal(predict_honestly(self.server), self.honest)
        return held


@pytest.fixture(scope="session")
def attacked_server() -> Iterator[tuple[ForkServer, int | None]]:
    uid = find_free_uid() if os.getuid() == 0 else None
    tier = int(os.environ.get("SANDBOX_TIER", "0")) or None
    server = ForkServer(ENGINE_ROOT, ENTRY, ["evaluations.core.child"], uid=uid, tier=tier)
    server.start()
    assert tier in (None, server.tier), server.refusal  # whoever asks for a tier is not served by skipping
    yield server, uid
    server.stop()


@pytest.fixture(scope="module")
def ring(request, attacked_server) -> Iterator[Ring]:
    """The ports are those of the module's PORTS, 0 for any that is free; so with ABSTRACT_NAME."""
    server, uid = attacked_server
    if not server.tier:
        pytest.skip(server.refusal)
    ports, name = request.module.PORTS, request.module.ABSTRACT_NAME
    try:
        with open_arena(ports, name, uid) as arena:
            honest = predict_honestly(server)
            yield Ring(server, arena, uid, honest, processes_of(uid))
    except OSError as error:
        if not any(ports):
            raise
        pytest.skip(f"the corpus names fixed ports and one is taken: {error}")
