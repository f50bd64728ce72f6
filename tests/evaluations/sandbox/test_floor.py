"""The floor refuses what does not hold: it is asked about behaviour, so broken sandboxes test it."""

from pathlib import Path

import pytest

from evaluations import sandbox
from evaluations.sandbox import runner
from evaluations.sandbox.canary import ATTEMPTS
from evaluations.sandbox.floor import FloorBroken, prove_floor
from evaluations.sandbox.landlock import read_abi
from evaluations.sandbox.limits import Limits
from evaluations.sandbox.outcome import Outcome, SandboxUnavailable
from evaluations.sandbox.policy import find_bubblewrap
from evaluations.sandbox.runner import ForkServer

pytestmark = pytest.mark.sandbox

SANDBOX = Path(sandbox.__file__).parent
CANARY = "evaluations.sandbox.canary:main"


def prove(server):
    prove_floor(lambda payload, limits: server.run(payload, limits, trusted=True))


@pytest.fixture
def unconfined():
    server = ForkServer(SANDBOX, CANARY, (), tier=0)
    yield server
    server.stop()


@pytest.fixture
def confined():
    server = ForkServer(SANDBOX, CANARY, ())
    server.start()
    if not server.tier:
        pytest.skip(server.refusal)
    yield server
    server.stop()


def test_it_holds_where_the_sandbox_does(confined):
    prove(confined)


def test_without_confinement_it_names_what_got_through(unconfined):
    with pytest.raises(FloorBroken) as broken:
        prove(unconfined)
    leaks = set(str(broken.value).removeprefix("not blocked: ").split(", "))
    assert {"tcp", "udp", "unix", "read", "append", "fork", "execve", "memfd", "signal_server"} <= leaks


def test_the_canary_tries_twenty_things():
    assert len(ATTEMPTS) >= 20


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (b"", "no report"),
        (b"{}", "no report"),
        (b'{"leaks": [], "control": "nothing"}', "standard library"),
        (b'{"leaks": ["read"], "control": "colorsys"}', "not blocked: read"),
    ],
)
def test_a_report_that_is_missing_or_bad_is_a_broken_floor(result, told):
    with pytest.raises(FloorBroken, match=told):
        prove_floor(lambda payload, limits: Outcome("ok", "", result, "", "", 0, 0, 0))


def test_what_the_canary_keeps_to_itself_is_seen_from_outside():
    def lying(payload, limits):
        import json
        import socket

        port = json.loads(payload)["tcp_port"]
        socket.create_connection(("127.0.0.1", port)).close()
        return Outcome("ok", "", b'{"leaks": [], "control": "colorsys"}', "", "", 0, 0, 0)

    with pytest.raises(FloorBroken, match="not blocked: tcp"):
        prove_floor(lying)


def test_a_canary_that_dies_is_a_broken_floor():
    with pytest.raises(FloorBroken, match="did not run"):
        prove_floor(lambda payload, limits: Outcome("crash", "It was killed.", b"", "", "", 0, 0, 0))


def test_a_bubblewrap_that_confines_nothing_is_refused(tmp_path, make_server):
    lying = tmp_path / "bwrap"
    lying.write_text('#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n')
    lying.chmod(0o755)
    server = make_server(tier=1, bubblewrap=str(lying))
    with pytest.raises(SandboxUnavailable, match="tier 1"):
        server.run(b"echo x", Limits(), trusted=False)


def test_a_refusal_tells_the_operator_what_to_do_and_standard_jobs_go_on(tmp_path, make_server):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'setting up uid map: Permission denied' >&2\nexit 1\n")
    broken.chmod(0o755)
    server = make_server(tier=1, bubblewrap=str(broken))
    with pytest.raises(SandboxUnavailable) as refused:
        server.run(b"echo x", Limits(), trusted=False)
    assert "setting up uid map: Permission denied" in str(refused.value)
    assert "see docs/sandbox.md" in str(refused.value)
    assert server.tier == 0
    assert server.run(b"echo x", Limits(), trusted=True).result == b"x"


@pytest.mark.skipif(not read_abi(), reason="this kernel has no Landlock")
def test_the_second_tier_is_taken_where_the_first_does_not_start(tmp_path, make_server):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    server = make_server(bubblewrap=str(broken))
    server.start()
    assert server.tier == 2 or "tier 2" in server.refusal


def test_a_floor_that_failed_is_tried_again_after_a_while(tmp_path, make_server, monkeypatch):
    bubblewrap = tmp_path / "bwrap"
    bubblewrap.write_text("#!/bin/sh\nexit 1\n")
    bubblewrap.chmod(0o755)
    server = make_server(tier=1, bubblewrap=str(bubblewrap))
    for _ in range(2):
        with pytest.raises(SandboxUnavailable):
            server.run(b"echo x", Limits(), trusted=False)
    real = find_bubblewrap()
    if real is None:
        pytest.skip("bubblewrap is not installed")
    bubblewrap.unlink()
    bubblewrap.symlink_to(real)
    monkeypatch.setattr(runner, "TRY_AGAIN_SECONDS", 0)
    server.run(b"echo x", Limits(), trusted=True)
    assert server.tier == 0
    if not try_to_run(server):
        pytest.skip(server.refusal)
    assert server.tier == 1


def try_to_run(server):
    try:
        return server.run(b"echo x", Limits(), trusted=False).result == b"x"
    except SandboxUnavailable:
        return False
