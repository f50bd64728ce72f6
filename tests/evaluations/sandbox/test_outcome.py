import signal

import pytest

from evaluations.sandbox.limits import MIB, Limits
from evaluations.sandbox.outcome import Ending, judge_ending, printable

LIMITS = Limits(wall_seconds=10, cpu_seconds=5, memory_bytes=100 * MIB)
SMALL, LARGE = 10 * 1024, 90 * 1024  # kB


def killed(number, cpu=0.1, max_rss=SMALL):
    return Ending(status=int(number), cpu_seconds=cpu, max_rss=max_rss)


def exited(code):
    return Ending(status=code << 8, cpu_seconds=0.1, max_rss=SMALL)


@pytest.mark.parametrize(
    ("ending", "stopped_for", "kind"),
    [
        (exited(0), None, "ok"),
        (exited(3), None, "crash"),
        (killed(signal.SIGKILL), "wall", "time_limit"),
        (killed(signal.SIGKILL, cpu=4.9), None, "time_limit"),
        (killed(signal.SIGKILL, cpu=1.0), None, "crash"),
        (killed(signal.SIGSEGV), None, "crash"),
        (killed(signal.SIGSEGV, max_rss=LARGE), None, "memory_limit"),
        (killed(signal.SIGABRT, max_rss=LARGE), None, "memory_limit"),
        (killed(signal.SIGSYS), None, "crash"),
        (killed(signal.SIGKILL), "result", "output_too_large"),
        (killed(signal.SIGKILL), "printed", "output_too_large"),
        (None, "lost", "crash"),
        (None, None, "crash"),
    ],
)
def test_the_kind_follows_from_what_was_seen_outside(ending, stopped_for, kind):
    assert judge_ending(ending, stopped_for, LIMITS)[0] == kind


def test_the_signal_is_named():
    assert judge_ending(killed(signal.SIGSEGV), None, LIMITS)[1] == "It was killed by SIGSEGV."


def test_printed_text_keeps_lines_and_loses_what_is_not_seen():
    raw = "a\tb\r\nc\x1b[31m\u202e\x00d\u2066\n".encode() + b"\xff"
    assert printable(raw) == "a\tb\ncd\n\ufffd"


def test_codes_for_terminals_leave_no_words_behind():
    raw = b"\x1b[31mred \x1b[1;4mbold\x1b[0m\x1b]0;title\x07 plain\x1b[2K\x1bM [31m is no code"
    assert printable(raw) == "red bold plain [31m is no code"
