"""Every attack in both tiers, and as an ordinary user as well where this runs as root.

    python -m tests.hostile.everywhere [arguments of pytest]

Where the environment's Python lies in a folder that is closed to other users (/root), all of them get another
one of the same version, with the environment's packages. A tier that does not hold is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator

from evaluations.sandbox.policy import find_closed_folder, interpreter_view

ORDINARY = 61234
AS_ORDINARY = ("setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups")
VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"


def main(arguments: list[str]) -> int:
    python = find_python()
    if python is None:
        say(f"No {VERSION} that other users may run: install one under /usr.")
        return 2
    codes = [run(python, tier, prefix, arguments) for prefix in users() for tier in (1, 2)]
    return max(codes)


def users() -> Iterator[tuple[str, ...]]:
    yield ()
    if os.getuid() == 0:
        yield AS_ORDINARY


def find_python() -> str | None:
    """One that an ordinary user can start; any, where nobody changes the user."""
    if os.getuid() != 0 or find_closed_folder(interpreter_view()) is None:
        return sys.executable
    places = (f"/usr/bin/{VERSION}", f"/usr/local/bin/{VERSION}")
    found = (place for place in places if starts([*AS_ORDINARY, place, "-c", "import ctypes, ssl, sqlite3"]))
    return next(found, None)


def starts(command: list[str]) -> bool:
    try:
        return subprocess.run(command, cwd="/", capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run(python: str, tier: int, prefix: tuple[str, ...], arguments: list[str]) -> int:
    began, who = time.monotonic(), "an ordinary user" if prefix else "this user"
    say(f"tier {tier}, {who}, {python}")
    environment = {
        **os.environ,
        "HOME": "/tmp",
        "LOGNAME": f"firstfit-hostile-{len(prefix)}",  # each user has temporary folders of its own
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SANDBOX_TIER": str(tier),
    }
    off = ("-p", "no:cacheprovider", "-p", "no:valkey")
    command = [*prefix, python, "-m", "pytest", *off, "-n", "0", "-q", "tests/hostile"]
    code = subprocess.run([*command, *arguments], env=environment, check=False).returncode
    ended = "held" if code == 0 else "FAILED"
    say(f"tier {tier}, {who}: {ended}, {time.monotonic() - began:.0f} s")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
