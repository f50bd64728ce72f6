"""Scripts and notebooks as beginners write them: each is measured, or told the one thing to change.

The first line of each says which file it is for and what comes of it: ``measured``, the model and how it is
given the rows, or the code and a part of the message; then the codes of lines that are marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from evaluations import core
from evaluations.core.as_is_result import MAX_RESULT_BYTES
from evaluations.core.contract import pack
from evaluations.core.explanations import read_as_is, read_outcome
from evaluations.core.metrics import score_predictions
from evaluations.core.notebook import is_notebook, read_notebook
from evaluations.core.script_form import RUN_AS_IS, form_of
from evaluations.core.script_lint import lint_script
from evaluations.core.source import check_source
from evaluations.sandbox.limits import MIB, Limits
from evaluations.sandbox.runner import ForkServer
from tests.evaluations.core.whole_scripts import WholeScript
from tests.scripts_of_beginners.data import FILES

SCRIPTS = Path(__file__).parent / "scripts"
LIMITS = Limits(wall_seconds=40, cpu_seconds=35, memory_bytes=1024 * MIB, result_bytes=MAX_RESULT_BYTES)

pytestmark = pytest.mark.sandbox


@dataclass(frozen=True)
class Beginner:
    """One script and what its first line says of it."""

    path: Path

    @property
    def source(self) -> str:
        """Without what the first line says: the name of the file in it is not the beginner's."""
        _, end, rest = self._text.partition("\n")
        return f"#{end}{rest}"

    @property
    def _text(self) -> str:
        data = self.path.read_bytes()
        return read_notebook(data).source if is_notebook(self.path.name) else data.decode("utf-8-sig")

    @property
    def header(self) -> list[str]:
        return [part.strip() for part in self._text.splitlines()[0].removeprefix("#").split("|")]

    @property
    def is_measured(self) -> bool:
        return self.header[1].startswith("measured")


ALL = [Beginner(path) for path in sorted(SCRIPTS.iterdir()) if path.suffix in (".py", ".ipynb")]
each = pytest.mark.parametrize("beginner", ALL, ids=[one.path.name for one in ALL])


@lru_cache
def contents(name: str) -> str:
    return FILES[name][0]()


def whole_script(beginner: Beginner) -> WholeScript:
    name = beginner.header[0]
    return WholeScript(beginner.source, contents(name), FILES[name][1], name, filename=beginner.path.name)


@pytest.fixture(scope="module")
def server():
    server = ForkServer(Path(core.__file__).parent, "evaluations.core.child:main", ["evaluations.core.child"])
    server.start()
    if not server.tier:
        server.stop()
        pytest.skip(server.refusal)
    yield server
    server.stop()


def run(server: ForkServer, beginner: Beginner):
    """(the whole run, its reason, the frame of a fold, its reason), as far as it comes."""
    script = whole_script(beginner)
    whole, reason = read_as_is(server.run(pack(script.as_is_job()), LIMITS, trusted=False), script.source)
    if reason is not None:
        return whole, reason, None
    job = script.fold_job(whole.pick, "script")
    frame, reason = read_outcome(
        server.run(pack(job), LIMITS, trusted=False), job.test.n_rows, len(script.protocol.classes)
    )
    return whole, reason, None if reason else frame


@each
def test_it_is_measured_or_told_the_one_thing_to_change(server, beginner):
    refused = check_source(beginner.source.encode(), beginner.path.name)
    if refused is not None:
        assert_told(refused, beginner)
        return
    assert form_of(beginner.source) in RUN_AS_IS
    whole, reason, frame = run(server, beginner)
    if not beginner.is_measured:
        assert_told(reason, beginner)
        return
    assert reason is None, reason
    _, model, mode = beginner.header[1].split()
    assert (whole.model, frame.input_mode) == (model, mode)
    assert np.isfinite(score_of(beginner, frame))


def assert_told(reason, beginner: Beginner) -> None:
    code, _, told = beginner.header[1].partition(": ")
    assert reason is not None
    assert (reason.code, told in reason.message) == (code, True), reason
    assert reason.hint


def score_of(beginner: Beginner, frame) -> float:
    script = whole_script(beginner)
    y = script.y[script.split.folds[0].test]
    scores = score_predictions(script.protocol, y, frame.predicted, frame.probabilities, frame.decision)
    return scores[script.protocol.primary_metric]


@each
def test_the_lines_that_flatter_it_are_marked(beginner):
    expected = set(beginner.header[2].split()) if len(beginner.header) > 2 else set()
    found = {mark.code for mark in lint_script(beginner.source, FILES[beginner.header[0]][1])}
    assert expected <= found


def test_there_are_many_of_them():
    assert len(ALL) >= 75
    assert sum(is_notebook(one.path.name) for one in ALL) >= 3
