"""Published numbers, derived again on this machine: in an environment of its own, compared one by one."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firstfit.bundle import Bundle
from firstfit.errors import CannotRemeasure

TOLERANCE = 1e-9
FOLD = re.compile(r"fold (\d+) of (\d+)")
LAST_WORDS = 12
# What a program needs to run at all. No token, no password, nothing else of the caller's goes along.
PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL")
FOR_PIP = ("HOME", "PIP_CONFIG_FILE", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "SSL_CERT_FILE", "HTTPS_PROXY")
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Compared:
    """One number; ``where`` as "Logistic regression, accuracy, mean"."""

    where: str
    published: float | None
    found: float | None

    @property
    def is_same(self) -> bool:
        if self.published is None or self.found is None:
            return self.published is self.found
        scale = max(1.0, abs(self.published))
        return math.isclose(self.published, self.found, rel_tol=0, abs_tol=TOLERANCE * scale)


@dataclass(frozen=True)
class Line:
    """A pipeline's primary score, as published and as found here, and whether all of its numbers agree."""

    title: str
    published: float | None
    found: float | None
    is_same: bool


@dataclass(frozen=True)
class Verification:
    project: str
    evaluation: str
    metric: str
    hashes: Mapping[str, str]
    numbers: tuple[Compared, ...]
    lines: tuple[Line, ...]
    bundle_differences: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def differences(self) -> tuple[Compared, ...]:
        return tuple(number for number in self.numbers if not number.is_same)

    @property
    def is_same(self) -> bool:
        """Every number of the page came out again, and the bundle's own comparison found nothing either."""
        return bool(self.numbers) and not self.differences and not self.bundle_differences

    def to_dict(self) -> dict[str, Any]:
        return {
            "project": self.project,
            "evaluation": self.evaluation,
            "same": self.is_same,
            "metric": self.metric,
            "hashes": dict(self.hashes),
            "numbers": len(self.numbers),
            "scores": [vars(line) for line in self.lines],
            "differences": [vars(one) for one in self.differences],
            "bundle_differences": [dict(one) for one in self.bundle_differences],
        }


def make_environment(bundle: Bundle, folder: Path) -> Path:
    """A fresh virtual environment with exactly what the bundle names; its Python. Only built packages."""
    run([sys.executable, "-m", "venv", str(folder)], bundle.folder, passed_on(FOR_PIP))
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    run([*pip, "--only-binary", ":all:", *bundle.requirements], bundle.folder, passed_on(FOR_PIP))
    return python


def passed_on(more: Sequence[str] = ()) -> dict[str, str]:
    return {name: os.environ[name] for name in (*PASSED_ON, *more) if name in os.environ}


def run(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> None:
    done = subprocess.run(  # noqa: S603  (our own words, and names with versions)
        command, cwd=folder, env=dict(env), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotRemeasure(f"The environment could not be made:\n{end_of(done.stdout + done.stderr)}")


def end_of(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-LAST_WORDS:])


def measure_again(bundle: Bundle, python: Path, tell: Tell) -> dict[str, Any]:
    """What reproduce.py finds. Raise ``CannotRemeasure`` with its last words when it finds nothing."""
    found, said = bundle.folder / "found.json", bundle.folder / "found.log"
    command = [str(python), "-s", "reproduce.py", "--json", found.name]
    with (
        said.open("w", encoding="utf-8") as log,
        subprocess.Popen(  # noqa: S603  (the caller allowed it)
            command, cwd=bundle.folder, env=passed_on(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as program,
    ):
        try:
            for text in pieces(program):
                log.write(text + "\n")
                if fold := FOLD.search(text):
                    tell("measuring again", int(fold[1]), int(fold[2]))
        except BaseException:
            program.kill()
            raise
    try:
        return dict(json.loads(found.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise CannotRemeasure(f"It could not be measured again:\n{end_of(said.read_text())}") from error


def pieces(program: subprocess.Popen[bytes]) -> Iterator[str]:
    """What it prints, a line or a state of its progress at a time."""
    kept = b""
    while program.stdout and (read := os.read(program.stdout.fileno(), 4096)):
        *whole, kept = re.split(rb"[\r\n]", kept + read)
        yield from (piece.decode("utf-8", "replace") for piece in whole if piece)
    if kept:
        yield kept.decode("utf-8", "replace")


def compare(evaluation: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[list[Compared], list[Line]]:
    """What the page says against what was found here: every score, interval, fold, and the lockbox."""
    metric = evaluation["protocol"]["primary_metric"]
    here = {line["pipeline"]: line for line in found["report"]["results"]}
    numbers: list[Compared] = []
    lines = []
    for line in evaluation["results"]:
        other = here.get(line["pipeline"], {"scores": {}})
        mine = list(compare_line(line, other))
        numbers += mine
        pair = [of["scores"].get(metric, {}).get("mean") for of in (line, other)]
        lines.append(Line(line["title"], pair[0], pair[1], all(number.is_same for number in mine)))
    numbers += compare_lockbox(evaluation, found, metric)
    return numbers, lines


def compare_line(line: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Compared]:
    for metric, score in line["scores"].items():
        where, found = f"{line['title']}, {metric}", other["scores"].get(metric, {})
        for name in ("mean", "low", "high"):
            yield Compared(f"{where}, {name}", score[name], found.get(name))
        folds = list(found.get("folds", ())) + [None] * len(score["folds"])
        for number, fold in enumerate(score["folds"]):
            yield Compared(f"{where}, fold {number + 1}", fold, folds[number])


def compare_lockbox(evaluation: Mapping[str, Any], found: Mapping[str, Any], metric: str) -> list[Compared]:
    told, here = evaluation["lockbox"], (found["lockbox"] or {}).get(metric, {})
    if told is None or told["score"] is None:
        return []
    names = ("score", "low", "high")
    return [Compared(f"Lockbox, {metric}, {name}", told[name], here.get(name)) for name in names]
