import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.core.source import MAX_SOURCE_BYTES, check_source


@pytest.mark.parametrize(
    "source",
    [
        b"x = 1\n",
        b"# -*- coding: latin-1 -*-\nname = '\xe9'\n",
        b"\xef\xbb\xbfx = 1\n",
        b"x = 1\r\ny = 2\r\n",
        b"pattern = '\\d'\n",
        "größe = 1\n".encode(),
    ],
)
def test_honest_files_pass(source):
    assert check_source(source, "a.py") is None


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        (b"x = 1\ndef f(:\n", 2, "Line 2 is not valid Python: invalid syntax."),
        (b"if True:\nx = 1\n", 2, "expected an indented block"),
        (b"x = (1\n", 1, "'(' was never closed"),
        (b"x = 1\n\0\n", 2, "is not a text file"),
        (b"x = 1\ny = '\xff'\n", None, ""),
        (b"# coding: nonsense\nx = 1\n", None, "unknown encoding"),
        (b"", None, "empty"),
        (b" \n\n", None, "empty"),
        (b"x" * (MAX_SOURCE_BYTES + 1), None, "larger than 64 kB"),
        (b"x = " + b"(" * 300 + b")" * 300, None, ""),
        (b"x = " + b"-" * 60_000 + b"1", None, ""),
        (b"x = 1" + b"+1" * 30_000, None, ""),
        (b"x = y" + b".a" * 30_000, None, ""),
    ],
)
def test_what_cannot_run_is_refused_with_its_line(source, line, told):
    reason = check_source(source, "a.py")
    assert reason is not None
    assert reason.code == "syntax_error"
    assert told in reason.message
    assert reason.line == line or line is None
    assert reason.hint


def test_the_caret_stands_under_the_place():
    reason = check_source(b"x = 1\ndef f(:\n", "a.py")
    assert reason.hint == "def f(:\n      ^"


def test_nothing_of_the_file_is_run():
    assert check_source(b"raise SystemExit\n", "a.py") is None


def test_it_loads_nothing_but_the_standard_library():
    heavy = "{'numpy', 'pandas', 'sklearn', 'django'}"
    loaded = f"import sys, evaluations.core.source; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_verdict(source):
    reason = check_source(source, "a.py")
    assert reason is None or reason.code == "syntax_error"
