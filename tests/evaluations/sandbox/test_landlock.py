import os
import sys

import pytest

from evaluations.sandbox import landlock
from evaluations.sandbox.confinement import give_up_privileges

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(not landlock.read_abi(), reason="this kernel has no Landlock"),
]


def restricted(act, readable, masked=()):
    """True when the act raised nothing in a process that may read only these."""
    ruleset = landlock.build_ruleset([str(path) for path in readable], [str(path) for path in masked])
    pid = os.fork()
    if pid == 0:
        try:
            give_up_privileges()
            landlock.restrict(ruleset)
            act()
        except OSError:
            os._exit(1)
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 1)
    os.close(ruleset)
    return os.waitpid(pid, 0)[1] == 0


@pytest.fixture
def tree(tmp_path):
    for folder in ("open/deep", "hidden"):
        (tmp_path / "root" / folder).mkdir(parents=True)
        (tmp_path / "root" / folder / "file").write_text("x")
    (tmp_path / "root" / "beside").write_text("x")
    (tmp_path / "outside").write_text("x")
    return tmp_path


def test_what_is_listed_is_readable_with_all_beneath(tree):
    root = tree / "root"
    assert restricted(lambda: (root / "open" / "deep" / "file").read_text(), [root])
    assert restricted(lambda: list(root.iterdir()), [root])


def test_what_is_not_listed_is_not(tree):
    assert not restricted(lambda: (tree / "outside").read_text(), [tree / "root"])


def test_a_masked_folder_is_hidden_and_its_neighbours_are_not(tree):
    root = tree / "root"
    assert not restricted(lambda: (root / "hidden" / "file").read_text(), [root], [root / "hidden"])
    assert restricted(lambda: (root / "open" / "deep" / "file").read_text(), [root], [root / "hidden"])
    assert restricted(lambda: (root / "beside").read_text(), [root], [root / "hidden"])


def test_nothing_is_written_or_made_even_where_it_may_be_read(tree):
    root = tree / "root"
    assert not restricted(lambda: (root / "beside").write_text("y"), [root])
    assert not restricted(lambda: (root / "new").mkdir(), [root])
    assert (root / "beside").read_text() == "x"
