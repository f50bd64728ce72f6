import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from evaluations.sandbox.limits import MIB, Limits
from evaluations.sandbox.outcome import SandboxUnavailable
from evaluations.sandbox.runner import ForkServer, ServerFailed

pytestmark = pytest.mark.sandbox

LIMITS = Limits(wall_seconds=3, cpu_seconds=1, memory_bytes=128 * MIB, result_bytes=1 * MIB)
ROOT = Path(__file__).parents[3]


def run(server, act, **options):
    return server.run(act.encode(), options.pop("limits", LIMITS), trusted=True, **options)


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_job_sends_back_its_result_and_what_it_printed(server):
    outcome = run(server, "echo hello")
    assert (outcome.kind, outcome.result) == ("ok", b"hello")
    assert (outcome.stdout, outcome.stderr) == ("out\n", "err\n")
    assert 0 < outcome.peak_bytes < 500 * MIB


def test_a_large_payload_arrives_whole(server):
    big = os.urandom(1 << 20).hex()
    limits = Limits(result_bytes=4 * MIB, memory_bytes=256 * MIB)
    assert run(server, f"echo {big}", limits=limits).result == big.encode()


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ("spin", "time_limit"),
        ("sleep 60", "time_limit"),
        ("flood", "output_too_large"),
        ("flood_result", "output_too_large"),
        ("abort_when_grown 120000000", "memory_limit"),
        ("leave 0", "ok"),
        ("leave 3", "crash"),
        ("fail oh", "crash"),
    ],
)
def test_every_ending_has_its_kind_and_the_server_goes_on(server, act, kind):
    assert run(server, act).kind == kind
    assert run(server, "echo after").result == b"after"


def test_memory_beyond_the_limit_is_refused(server):
    outcome = run(server, "grow")
    assert "MemoryError" in outcome.stderr
    assert outcome.peak_bytes < 2 * LIMITS.memory_bytes


def test_the_wall_limit_holds_within_a_second(server):
    started = time.monotonic()
    run(server, "sleep 60", limits=Limits(wall_seconds=0.5))
    assert time.monotonic() - started < 1.5


def test_what_was_printed_before_the_end_is_kept(server):
    assert run(server, "sleep 60", limits=Limits(wall_seconds=0.5)).stdout == "asleep\n"


def test_a_result_arrives_piece_by_piece(server):
    pieces = []
    outcome = run(server, "spell abc", on_result=pieces.append)
    assert len(pieces) > 1
    assert b"".join(pieces) == outcome.result == b"abc"


def test_an_error_in_on_tick_kills_the_job_and_goes_through(server):
    class Cancelled(Exception):
        pass

    def cancel():
        raise Cancelled

    started = time.monotonic()
    with pytest.raises(Cancelled):
        run(server, "sleep 60", limits=Limits(wall_seconds=60), on_tick=cancel)
    assert time.monotonic() - started < 5
    assert run(server, "echo after").result == b"after"


def test_an_error_in_on_result_kills_the_job_and_goes_through(server):
    def refuse(chunk):
        raise ValueError("no frame")

    with pytest.raises(ValueError, match="no frame"):
        run(server, "flood_result", on_result=refuse)
    assert run(server, "echo after").result == b"after"


def test_on_tick_is_called_about_every_second(server):
    ticks = []
    run(server, "sleep 2.5", limits=Limits(wall_seconds=20), on_tick=lambda: ticks.append(1))
    assert 1 <= len(ticks) <= 3


def test_a_child_has_a_clean_environment_and_five_descriptors_at_most(make_server, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    server = make_server()
    told = json.loads(run(server, "tell").result)
    assert "secret" not in str(told["environment"])
    assert told["stdin"] == ""
    assert set(told["fds"]) <= {0, 1, 2, 5}
    if server.tier:
        assert told["uid"] != 0


def test_a_child_holds_no_module_of_the_project_but_the_entry_and_the_sandbox(server):
    told = json.loads(run(server, "tell").result)
    ours = [name for name in told["modules"] if name.split(".")[0] in ("config", "projects", "portfolio")]
    assert not ours
    assert "django" not in told["modules"]
    assert not [path for path in told["path"] if path == str(ROOT)]


def test_a_dead_server_is_replaced(make_server):
    server = make_server()
    run(server, "echo first")
    kill_newest_child_of(os.getpid())
    assert run(server, "echo second").result == b"second"


def test_a_server_that_dies_under_a_job_is_our_fault_and_not_the_script_s(make_server):
    server = make_server()
    server.start()

    def fell():
        kill_newest_child_of(os.getpid())

    outcome = run(server, "sleep 20", limits=Limits(wall_seconds=20), on_tick=fell)
    assert (outcome.kind, outcome.platform_fault) == ("crash", True)
    assert run(server, "echo after").result == b"after"


def started(pid: int) -> int:
    """When a process began, in clock ticks since boot: ids wrap around, so the largest is not the newest."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])


def test_a_job_that_is_killed_from_outside_is_no_fault_of_its_own(make_server):
    server = make_server()
    server.start()

    def fell():
        # The newest process below ours: the job itself, whatever stands around its server.
        os.kill(max(descendants_of(os.getpid()), key=started), signal.SIGKILL)

    outcome = run(server, "sleep 20", limits=Limits(wall_seconds=20), on_tick=fell)
    assert (outcome.kind, outcome.platform_fault) == ("crash", True)
    assert run(server, "echo after").result == b"after"


def test_many_jobs_leave_no_descriptor_behind(server):
    run(server, "echo x")
    before = descriptors()
    for _ in range(30):
        run(server, "echo x")
    assert descriptors() == before


def test_a_server_that_was_stopped_starts_again_with_the_next_job(make_server):
    server = make_server()
    assert server.tier is None
    assert run(server, "echo x").kind == "ok"
    server.stop()
    server.stop()
    assert server.tier is None
    assert run(server, "echo y").result == b"y"


def test_a_server_started_in_a_thread_outlives_the_thread(make_server):
    server = make_server()
    starting = threading.Thread(target=server.start)
    starting.start()
    starting.join()
    time.sleep(0.3)
    assert server.tier == 0 or server.run(b"echo x", LIMITS, trusted=False).result == b"x"


def test_an_entry_that_is_not_there_is_told(make_server):
    server = ForkServer(ROOT, "entries.nothing:main", ())
    with pytest.raises(ServerFailed, match="nothing"):
        server.start()


def test_code_that_is_not_ours_is_refused_without_confinement(make_server):
    server = make_server(tier=0)
    with pytest.raises(SandboxUnavailable, match=r"docs/sandbox\.md"):
        server.run(b"echo x", LIMITS, trusted=False)
    assert server.run(b"echo x", LIMITS, trusted=True).result == b"x"


WORKER = """
import sys, time
from pathlib import Path
from evaluations.sandbox.runner import ForkServer, Limits
server = ForkServer(Path({entries!r}), "entries.acts:main", ())
server.start()
print(server._server._popen.pid, flush=True)
server.run(b"sleep 100", Limits(wall_seconds=100), trusted=True)
"""

DAEMON = """
import billiard, sys
from pathlib import Path
from evaluations.sandbox.runner import ForkServer, Limits

def work():
    server = ForkServer(Path({entries!r}), "entries.acts:main", ())
    print(server.run(b"echo from a daemon", Limits(), trusted=True).result.decode(), server.tier, flush=True)
    server.stop()

process = billiard.Process(target=work, daemon=True)
process.start()
process.join(30)
sys.exit(process.exitcode)
"""


def script(text):
    return textwrap.dedent(text).format(entries=str(ROOT / "tests/evaluations/sandbox/entries"))


def test_a_worker_that_is_killed_takes_its_server_and_the_job_with_it():
    worker = subprocess.Popen([sys.executable, "-c", script(WORKER)], stdout=subprocess.PIPE, cwd=ROOT)
    with worker:
        server = int(worker.stdout.readline())
        time.sleep(0.3)
        family = {server, *descendants_of(server)}
        assert len(family) > 1
        worker.kill()
    deadline = time.monotonic() + 5
    while family & alive(family) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(family)


def test_it_works_in_a_daemon_of_the_worker_pool(server):
    done = subprocess.run(
        [sys.executable, "-c", script(DAEMON)], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert done.stdout.split() == ["from", "a", "daemon", str(server.tier)], done.stderr


def kill_newest_child_of(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    os.kill(int(children[-1]), signal.SIGKILL)
    while alive({int(children[-1])}):
        time.sleep(0.01)


def descendants_of(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *descendants_of(int(child))]
    return found


def alive(pids):
    return {pid for pid in pids if Path(f"/proc/{pid}/stat").exists() and state_of(pid) != "Z"}


def state_of(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"
