"""The floor: learner code runs on a host only after a canary in a real child was refused all that it tried.

Behaviour is asked, never versions or names: a kernel, a container or a profile may do as it likes, and what
gets through decides. There is no setting that skips this.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluations.sandbox.canary import CONTROL_MODULE, Bait
from evaluations.sandbox.limits import MIB, Limits
from evaluations.sandbox.outcome import Outcome

CANARY_LIMITS = Limits(wall_seconds=20, cpu_seconds=10, memory_bytes=512 * MIB, result_bytes=8192)
ADVICE = "Install bubblewrap, or use a kernel with Landlock, and libseccomp; see docs/sandbox.md."


class FloorBroken(RuntimeError):
    """The sandbox does not hold; the text says what got through."""


def prove_floor(run_canary: Callable[[bytes, Limits], Outcome]) -> None:
    """Raise ``FloorBroken`` unless everything forbidden is blocked and everything needed works."""
    with _lay_out() as laid:
        payload = json.dumps(asdict(laid.bait)).encode()
        outcome = run_canary(payload, CANARY_LIMITS)
        leaks = laid.find_traces()
    if outcome.kind != "ok":
        raise FloorBroken(f"the self-test did not run: {outcome.message} {outcome.stderr[-200:]}".strip())
    leaks = [*_read_report(outcome.result), *leaks]
    if leaks:
        raise FloorBroken(f"not blocked: {', '.join(dict.fromkeys(leaks))}")


def _read_report(result: bytes) -> list[str]:
    try:
        report = json.loads(result)
        control, leaks = report["control"], report["leaks"]
    except (ValueError, KeyError, TypeError) as error:
        raise FloorBroken("the self-test gave no report") from error
    if control != CONTROL_MODULE:
        raise FloorBroken("the standard library cannot be read inside")
    return [str(leak) for leak in leaks]


@dataclass(frozen=True)
class _Laid:
    """The bait and the ends that must stay untouched."""

    bait: Bait
    tcp: socket.socket
    udp: socket.socket
    unix: socket.socket
    contents: bytes

    def find_traces(self) -> list[str]:
        """What was reached, seen from outside: a child's own word is not enough."""
        reached = [name for name, end in (("tcp", self.tcp), ("unix", self.unix)) if _was_reached(end)]
        if _got_datagram(self.udp):
            reached.append("udp")
        if Path(self.bait.file).read_bytes() != self.contents:
            reached.append("append")
        return reached


@contextmanager
def _lay_out() -> Iterator[_Laid]:
    secret = secrets.token_bytes(16)
    with (
        tempfile.TemporaryDirectory(prefix="floor-") as folder,
        socket.socket() as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as unix,
    ):
        # Open to everybody: it is the sandbox that has to say no, not the file's mode.
        Path(folder).chmod(0o777)
        file = Path(folder, "bait")
        file.write_bytes(secret)
        file.chmod(0o666)
        for end in (tcp, udp):
            end.bind(("127.0.0.1", 0))
        name = f"\0floor-{secrets.token_hex(8)}"
        unix.bind(name)
        for listener in (tcp, unix):
            listener.listen()
        ports = (tcp.getsockname()[1], udp.getsockname()[1])
        bait = Bait(*ports, name, str(file), os.getpid(), CANARY_LIMITS.memory_bytes)
        yield _Laid(bait, tcp, udp, unix, secret)


def _was_reached(listener: socket.socket) -> bool:
    listener.setblocking(False)
    try:
        listener.accept()[0].close()
    except OSError:
        return False
    return True


def _got_datagram(end: socket.socket) -> bool:
    end.setblocking(False)
    try:
        end.recv(1)
    except OSError:
        return False
    return True
