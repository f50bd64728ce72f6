"""A look at what is about to be sent, so that a slip costs no upload. The site's word stays the last.

Only what is certain is refused: the site reads more kinds of tables than are understood here.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from firstfit.errors import Refused

DELIMITERS = (",", ";", "\t", "|")
TEXT_TABLES = (".csv", ".tsv", ".txt", "")
LINES_LOOKED_AT = 30
MB = 1024 * 1024


@runtime_checkable
class Frame(Protocol):
    """A pandas or polars table, known by what it can do."""

    def to_csv(self, *, index: bool) -> str: ...


Source = str | Path | bytes | Frame


@dataclass(frozen=True)
class Sent:
    """A file as it goes out."""

    name: str
    content: bytes


def open_data(data: Source) -> Sent:
    """A path, the bytes of a table, or a pandas DataFrame."""
    if isinstance(data, bytes):
        return Sent("data.csv", data)
    if isinstance(data, str | Path):
        return open_file(Path(data))
    return Sent("data.csv", data.to_csv(index=False).encode())


def open_script(script: str | Path) -> Sent:
    """A path, or code: text of more than one line."""
    if isinstance(script, str) and "\n" in script:
        return Sent("script.py", script.encode())
    return open_file(Path(script))


def open_file(path: Path) -> Sent:
    try:
        return Sent(path.name, path.read_bytes())
    except OSError as error:
        raise Refused(f"{path}: {error.strerror or error}.", code="no_such_file") from error


def check_sizes(data: Sent, script: Sent | None, limits: Mapping[str, Any]) -> None:
    """Raise ``Refused`` for what the site's limits (of ``/api/v1/me/``) forbid."""
    for sent, limit in ((data, "upload_max_bytes"), (script, "script_max_bytes")):
        if sent is None:
            continue
        if not sent.content.strip():
            raise Refused(f"{sent.name} is empty.", code="empty_file")
        most = limits.get(limit)
        if most is not None and len(sent.content) > most:
            raise Refused(
                f"{sent.name} has {size(len(sent.content))}; the site takes {size(most)} at most.",
                code="too_large",
            )


def check_target(data: Sent, target: str) -> None:
    """Raise ``Refused`` when no line near the top of a text table, split in any usual way, names it."""
    if Path(data.name).suffix.lower() not in TEXT_TABLES:
        return
    lines = first_lines(data.content)
    cells = {cell for line in lines for cell in cells_of(line)}
    if not lines or target.strip() in cells:
        return
    names = likely_header(lines)
    near = difflib.get_close_matches(target, names, n=1, cutoff=0.5)
    ask = f" Did you mean “{near[0]}”?" if near else ""
    raise Refused(
        f"{data.name} has no column “{target}”.{ask} The columns are: {', '.join(names[:30])}.",
        code="target_missing",
    )


def first_lines(content: bytes) -> list[str]:
    """Nothing for an encoding that is not understood here."""
    start = content[:200_000]
    try:
        text = start.decode("utf-8-sig", errors="strict" if len(start) == len(content) else "ignore")
    except UnicodeDecodeError:
        text = start.decode("latin-1")
    if "\0" in text:
        return []
    return [line for line in text.splitlines()[:LINES_LOOKED_AT] if line.strip()]


def split(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=delimiter), [])]


def cells_of(line: str) -> set[str]:
    return {cell for delimiter in DELIMITERS for cell in split(line, delimiter)} | {line.strip()}


def likely_header(lines: Sequence[str]) -> list[str]:
    return max((split(lines[0], delimiter) for delimiter in DELIMITERS), key=len)


def size(count: int) -> str:
    return f"{count / MB:.1f} MB" if count >= MB else f"{count / 1024:.1f} kB"
