"""One attack through the real path: the look before, the rehearsal, the fold, the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluations import core
from evaluations.core.contract import Job, PipelineFrame, ScriptSource, pack
from evaluations.core.explanations import read_outcome
from evaluations.core.protocol import Protocol
from evaluations.core.reason import Reason
from evaluations.core.source import check_source
from evaluations.core.table import Column, Table
from evaluations.sandbox.limits import MIB, Limits
from evaluations.sandbox.runner import ForkServer
from tests.hostile.arena import SECRET

ENGINE_ROOT = Path(core.__file__).parent
ENTRY = "evaluations.core.child:main"
TRAIN_ROWS, TEST_ROWS = 140, 60
HONEST = b"""
from sklearn.ensemble import RandomForestClassifier
def make_model():
    return RandomForestClassifier(n_estimators=10)
"""
# A loaded machine may be late: the CPU limit stays well under the wall limit, so that loops end by it.
LIMITS = Limits(
    wall_seconds=4, cpu_seconds=2, memory_bytes=512 * MIB, result_bytes=64 * 1024, printed_max_bytes=2 * MIB
)
PROTOCOL = Protocol(
    version=1,
    task="binary",
    target="y",
    features=("a", "b", "c"),
    left_out=(),
    classes=("0", "1"),
    n_rows=TRAIN_ROWS + TEST_ROWS,
    splitter="stratified_k_fold",
    n_splits=5,
    n_repeats=1,
    seed=7,
    metrics=("accuracy",),
    primary_metric="accuracy",
    comparison_metric="accuracy",
    lockbox_share=0.0,
)


@dataclass(frozen=True)
class Attack:
    """A script and what its first line promises."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def expected(self) -> set[str]:
        first = self.path.read_bytes().partition(b"\n")[0].decode()
        return set(first.removeprefix("# expect:").partition("|")[0].strip().split(","))

    def source(self, replaced: dict[str, str]) -> bytes:
        source = self.path.read_bytes()
        for placeholder, value in replaced.items():
            source = source.replace(placeholder.encode(), value.encode())
        return source


@dataclass(frozen=True)
class Held:
    """What came of a script. ``kind`` is "ok" or the reason's code."""

    reason: Reason | None
    frame: PipelineFrame | None
    printed: str = ""
    wall_seconds: float = 0.0
    peak_bytes: int = 0

    @property
    def kind(self) -> str:
        return "ok" if self.reason is None else self.reason.code

    @property
    def everything(self) -> str:
        told = [self.printed, *((self.reason and (self.reason.message, self.reason.hint)) or ())]
        return "\n".join(told)

    @property
    def gave_away(self) -> bool:
        return "BREACH" in self.printed or SECRET in self.everything


def make_job(kind: str, source: bytes, mode: str | None = None) -> Job:
    rng = np.random.default_rng(5)
    n_rows = TRAIN_ROWS + TEST_ROWS
    table = Table(tuple(Column(name, "number", rng.normal(size=n_rows)) for name in "abc"), n_rows)
    y = (table["a"].values + 0.3 * table["b"].values > 0).astype(float)
    train, test = np.arange(TRAIN_ROWS), np.arange(TRAIN_ROWS, n_rows)
    script = ScriptSource("script.py", source, mode)
    return Job(kind, PROTOCOL, table.take(train), y[train], table.take(test), seed=3, script=script)


def run_attack(server: ForkServer, source: bytes) -> Held:
    """As the platform runs an upload; the first thing that goes wrong is the verdict."""
    refused = check_source(source, "script.py")
    if refused is not None:
        return Held(refused, None)
    held = run_job(server, make_job("rehearsal", source))
    if held.frame is None or held.reason is not None:
        return held
    return run_job(server, make_job("script", source, held.frame.input_mode))


def run_job(server: ForkServer, job: Job) -> Held:
    outcome = server.run(pack(job), LIMITS, trusted=False)
    frame, reason = read_outcome(outcome, TEST_ROWS, len(PROTOCOL.classes))
    printed = f"{outcome.stdout}\n{outcome.stderr}"
    return Held(reason, frame, printed, outcome.wall_seconds, outcome.peak_bytes)


def predict_honestly(server: ForkServer) -> np.ndarray:
    """What an honest script predicts; it must be the same before and after every attack."""
    held = run_job(server, make_job("script", HONEST, "raw"))
    assert held.reason is None, held.reason
    assert held.frame is not None
    assert held.frame.predicted is not None
    return held.frame.predicted
