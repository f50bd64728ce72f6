"""How long reading takes and how much memory, beside ``pandas.read_csv`` in the same minute.

    python -m benchmarks.reading            # three rounds
    python -m benchmarks.reading --rounds 1

Every reading runs in a process of its own that has imported its libraries before the clock starts; memory is
the highest that the process ever held, with those libraries (about 110 MB). The two sides take turns. Plain
pandas is told nothing and checks nothing: no encoding, no separator, no ragged rows, no decimal commas.
``ratio`` is ours / pandas (for workbooks, JSON: of the same table as CSV).
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd

from evaluations.core.profiling import profile_table
from evaluations.core.reading import ReadLimits, read_table

LIMITS = ReadLimits(max_bytes=30_000_000)


def make_wide(rng: np.random.Generator) -> str:
    """50,000 x 200: small whole numbers and letters, 22 MB."""
    whole = {f"n{k}": rng.integers(0, 100 if k % 4 == 3 else 9, 50_000) for k in range(160)}
    letters = {f"l{k}": rng.choice(list("abcde"), 50_000) for k in range(40)}
    return pd.DataFrame(whole | letters).to_csv(index=False)


def make_mixed(rng: np.random.Generator) -> str:
    """85,000 x 20 of every kind, 25 MB: hardly a value occurs twice."""
    n = 85_000
    amounts = {f"x{k}": rng.normal(0, 1, n) for k in range(10)}
    days = pd.Timestamp("2015-01-01") + pd.to_timedelta(rng.integers(0, 3000, n), unit="D")
    words = rng.choice(["fast", "slow", "sturdy", "cheap", "quiet"], (n, 5))
    names = {f"c{k}": rng.choice([f"town {t}" for t in range(50)], n) for k in range(7)}
    extra = {
        "day": days.strftime("%Y-%m-%d"),
        "ok": rng.choice(["yes", "no"], n),
        "said": list(map(" ".join, words)),
    }
    return pd.DataFrame(amounts | names | extra).to_csv(index=False)


def make_small(rng: np.random.Generator) -> str:
    """1,000 x 12: what most learners upload."""
    return pd.DataFrame({f"x{k}": rng.normal(0, 1, 1_000).round(3) for k in range(12)}).to_csv(index=False)


def as_ragged(text: str) -> bytes:
    """One row in a hundred lacks its last cell."""
    lines = text.splitlines()
    cut = [line.rpartition(",")[0] if number % 100 == 7 else line for number, line in enumerate(lines)]
    return "\n".join(cut).encode()


def as_workbook(text: str) -> bytes:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = "".join(f"<row>{''.join(map(as_cell, line.split(',')))}</row>" for line in text.splitlines())
    sheets = f'<workbook {main} xmlns:r="{link}"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
    target = f'<Relationship Id="r1" Type="{link}/worksheet" Target="worksheets/sheet1.xml"/>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", sheets)
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{target}</Relationships>")
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>"
        )
    return buffer.getvalue()


def as_cell(value: str) -> str:
    try:
        return f"<c><v>{float(value)!r}</v></c>"
    except ValueError:
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def as_records(text: str) -> bytes:
    return pd.read_csv(io.StringIO(text)).to_json(orient="records").encode()


def subjects() -> Iterator[tuple[str, bytes, bytes]]:
    """(name, the file, the same table as plain CSV)."""
    rng = np.random.default_rng(0)
    wide, mixed, small = make_wide(rng), make_mixed(rng), make_small(rng)
    part = "\n".join(mixed.splitlines()[:25_001])
    yield "small.csv 1,000 x 12", small.encode(), small.encode()
    yield "wide.csv 50,000 x 200", wide.encode(), wide.encode()
    yield "mixed.csv 85,000 x 20", mixed.encode(), mixed.encode()
    yield "ragged.csv 85,000 x 20", as_ragged(mixed), mixed.encode()
    yield "mixed.xlsx 25,000 x 20", as_workbook(part), part.encode()
    yield "mixed.json 25,000 x 20", as_records(part), part.encode()


def read_ours(data: bytes) -> dict[str, float]:
    started = time.perf_counter()
    table = read_table(data, filename="data", limits=LIMITS).table
    read = time.perf_counter()
    profile_table(table)
    return {"seconds": read - started, "profile": time.perf_counter() - read, "rows": table.n_rows}


def read_plain(data: bytes) -> dict[str, float]:
    started = time.perf_counter()
    frame = pd.read_csv(io.BytesIO(data))
    return {"seconds": time.perf_counter() - started, "profile": 0.0, "rows": len(frame)}


SIDES: dict[str, Callable[[bytes], dict[str, float]]] = {"ours": read_ours, "pandas": read_plain}


def run_alone(side: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.reading", "--side", side, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    answer: dict[str, float] = json.loads(told)
    return answer


def answer_alone(side: str, path: str) -> None:
    found = SIDES[side](Path(path).read_bytes())
    print(json.dumps(found | {"peak": peak_bytes() / 1e6}))


def peak_bytes() -> int:
    """The most that this process ever held. On Linux ``getrusage`` also counts what its parent held."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measure(rounds: int, folder: Path) -> None:
    heads = ("file", "MB", "read s", "profile s", "pandas s", "ratio", "peak MB", "pandas MB")
    print("| " + " | ".join(heads) + " |\n|" + " --- |" * len(heads))
    for name, data, plain in subjects():
        (folder / "ours").write_bytes(data)
        (folder / "pandas").write_bytes(plain)
        runs = [{side: run_alone(side, folder / side) for side in SIDES} for _ in range(rounds)]
        middle = {
            (side, what): statistics.median(run[side][what] for run in runs)
            for side in SIDES
            for what in ("seconds", "profile", "peak")
        }
        ours, theirs = middle["ours", "seconds"], middle["pandas", "seconds"]
        times = f"{ours:.3f} | {middle['ours', 'profile']:.3f} | {theirs:.3f} | {ours / theirs:.1f}"
        peaks = f"{middle['ours', 'peak']:.0f} | {middle['pandas', 'peak']:.0f}"
        print(f"| {name} | {len(data) / 1e6:.1f} | {times} | {peaks} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", nargs=2, metavar=("SIDE", "FILE"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.side:
        answer_alone(*wanted.side)
        return
    with TemporaryDirectory() as folder:
        measure(wanted.rounds, Path(folder))


if __name__ == "__main__":
    main()
