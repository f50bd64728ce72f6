import subprocess
import sys

import pytest

from evaluations.sandbox.seccomp import compile_filter

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="seccomp is Linux"),
]

UNDER_THE_FILTER = """
import ctypes, os, socket, sys
sys.path.insert(0, {root!r})
from evaluations.sandbox.confinement import give_up_privileges
from evaluations.sandbox.seccomp import load_filter
give_up_privileges()
load_filter(bytes.fromhex({program!r}))
try:
    {act}
    print("done")
except OSError as error:
    print(type(error).__name__, error.errno)
"""


def run_filtered(act):
    source = UNDER_THE_FILTER.format(root=".", program=compile_filter().hex(), act=act)
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, timeout=30)
    return done.stdout.strip() or done.returncode


@pytest.mark.parametrize(
    "act",
    [
        "open(os.__file__).read(10)",
        "__import__('threading').Thread(target=print, args=('',)).start()",
        "os.urandom(8)",
        "os.listdir('/usr/lib')",
    ],
)
def test_reading_and_computing_go_on(act):
    assert run_filtered(act).endswith("done")


@pytest.mark.parametrize(
    "act",
    [
        "socket.socket()",
        "socket.socketpair()",
        "open('/dev/null', 'w')",
        "os.open('/tmp', os.O_TMPFILE | os.O_RDWR)",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.kill(os.getpid(), 0)",
        "os.mkdir('/tmp/never')",
        "os.chdir('/')",
        "os.setsid()",
        "__import__('fcntl').fcntl(0, 8, os.getpid())",
        "__import__('resource').prlimit(0, 0, (1, 1))",
    ],
)
def test_the_rest_is_refused_with_permission_error(act):
    assert run_filtered(act) in ("PermissionError 1", "ValueError")


def test_what_glibc_tries_first_does_not_exist_so_that_it_falls_back():
    assert run_filtered("os.memfd_create('x')") == "OSError 38"
