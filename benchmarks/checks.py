"""What the checks find of planted faults, and what they raise on clean data: a table for docs/checks.md.

    python -m benchmarks.checks [--data FOLDER]

Clean sets: those that scikit-learn brings, and with ``--data`` the CSV files of a folder that its
``meta.json`` describes as clean. A hit: the planted kind's check raises an issue or a tip. A false alarm: an
issue on a clean set, or one that an honest column adds to what its set raises by itself.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import datasets

from evaluations.core.checks.base import CheckContext, CheckOutcome
from evaluations.core.checks.registry import CHECKS
from evaluations.core.profiling import profile_table
from evaluations.core.protocol import ProtocolError, build_protocol
from evaluations.core.reading import ReadLimits, read_table
from evaluations.core.splitting import encode_target, split
from tests.evaluations.core.checks.planting import FAULTS, HONEST, fits
from tests.evaluations.core.checks.planting_wild import WILD

LIMITS = ReadLimits()
FIRST_ROWS = 1_500  # enough for every check, and quick


def bundled() -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Small clean sets that are always there."""
    for name in ("iris", "wine", "breast_cancer", "diabetes"):
        found = getattr(datasets, f"load_{name}")(as_frame=True)
        names = found.get("target_names")
        y = found.target if names is None else pd.Series(np.array(names)[found.target])
        yield name, found.data.assign(target=y), "target"


def made_up() -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Clean by construction, and the handwritten digits."""
    digits = datasets.load_digits(as_frame=True)
    yield "digits", digits.data.assign(target="d" + digits.target.astype(str)), "target"
    makers = {
        "classification": datasets.make_classification(600, 12, n_informative=5, random_state=0),
        "blobs": datasets.make_blobs(500, centers=3, cluster_std=2.5, random_state=0)[:2],
        "moons": datasets.make_moons(500, noise=0.25, random_state=0),
        "circles": datasets.make_circles(500, noise=0.1, factor=0.5, random_state=0),
        "regression": datasets.make_regression(500, 10, n_informative=5, noise=20, random_state=0),
        "exact regression": datasets.make_regression(500, 10, n_informative=5, random_state=0)[:2],
        "friedman": datasets.make_friedman1(500, noise=1, random_state=0),
    }
    for name, (X, y) in makers.items():
        yield name, pd.DataFrame(X).add_prefix("x").assign(target=y), "target"


def from_folder(folder: Path) -> Iterator[tuple[str, pd.DataFrame, str]]:
    for entry in json.loads((folder / "meta.json").read_text()):
        read = entry["read"]
        if entry["expect"]:
            continue
        frame = pd.read_csv(
            folder / entry["file"], sep=read["sep"], encoding=read["encoding"], decimal=read["decimal"]
        )
        yield entry["name"], frame.head(FIRST_ROWS), entry["target"]


def look(frame: pd.DataFrame, target: str, codes: set[str] | None = None) -> list[CheckOutcome]:
    """The outcomes on the development rows, from the file on; all checks, or some."""
    data = frame.to_csv(index=False).encode()
    table = read_table(data, filename="t.csv", limits=LIMITS).table
    protocol = build_protocol(profile_table(table), data_sha256="00" * 32, target=target)
    rows, encoded = encode_target(table, protocol)
    y = np.full(table.n_rows, np.nan)
    y[rows] = encoded
    kept = np.sort(split(table, protocol).development)
    context = CheckContext(table.take(kept), y[kept], protocol, file_rows=table.n_rows)
    return [check.run(context) for check in CHECKS if codes is None or check.code in codes]


def raised(outcomes: list[CheckOutcome], *kinds: str) -> set[str]:
    return {outcome.code for outcome in outcomes if outcome.outcome in kinds}


def is_classes(frame: pd.DataFrame, target: str) -> bool:
    return frame[target].dtype.kind not in "fi" or frame[target].nunique() <= 12


def count_hits(sets: list[tuple[str, pd.DataFrame, str]]) -> dict[str, tuple[str, int, int, list[str]]]:
    """By fault: (check, hits, planted, the sets on which it was missed)."""
    told: dict[str, tuple[str, int, int, list[str]]] = {}
    for fault, (codes, kind, plant) in (FAULTS | WILD).items():
        hits, missed = 0, []
        for name, frame, target in sets:
            if not fits(kind, is_classes(frame, target)):
                continue
            planted = plant(frame.reset_index(drop=True), target, np.random.default_rng(7))
            try:
                found = raised(look(planted, target, set(codes.split("|"))), "issue", "tip")
            except ProtocolError:
                continue  # not measurable at all: nothing to check
            hits, missed = (hits + 1, missed) if found else (hits, [*missed, name])
        told[fault] = (codes.replace("|", ", "), hits, hits + len(missed), missed)
    return told


def count_alarms(sets: list[tuple[str, pd.DataFrame, str]]) -> tuple[Counter[str], Counter[str], int]:
    """(issues on clean sets by set and code, issues that honest columns add, tables looked at)."""
    clean, added, tables = Counter[str](), Counter[str](), 0
    for name, frame, target in sets:
        own = raised(look(frame, target), "issue")
        clean.update(f"{name} {code}" for code in own)
        for honest, plant in HONEST.items():
            tables += 1
            more = raised(look(plant(frame, target, np.random.default_rng(5)), target), "issue") - own
            added.update(f"{honest} {code} ({name})" for code in more)
    return clean, added, tables


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    folder = parser.parse_args().data
    sets = [*bundled(), *(from_folder(folder) if folder else ())]
    began = time.perf_counter()
    print("| planted fault | check | found |\n| --- | --- | --- |")
    hits = count_hits(sets)
    for fault, (code, found, planted, missed) in hits.items():
        lost = f" (missed: {', '.join(missed)})" if missed else ""
        print(f"| {fault} | {code} | {found} of {planted}{lost} |")
    sets += made_up()
    clean, added, tables = count_alarms(sets)
    total = sum(planted for _, _, planted, _ in hits.values())
    print(f"\n{sum(found for _, found, _, _ in hits.values())} of {total} planted faults found.")
    print(f"Issues on {len(sets)} clean sets: {sum(clean.values())} {dict(clean) or ''}")
    print(f"Issues added by {tables} honest columns: {sum(added.values())} {dict(added) or ''}")
    print(f"{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
