"""A Jupyter notebook as one script, and as cells to be shown. Standard library only; nothing is executed.

The code cells stand one after the other. What is no Python (magics, shell lines) stays as a comment in its
place, so that every line keeps its number and the reader sees what was left out.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evaluations.core.json_escapes import replace_escapes

MOST_CELLS = 500
MOST_OUTPUTS = 60
MAX_TEXT_CHARS = 20_000
MAX_PNG_CHARS = 1_500_000  # of base64
LEFT_OUT = "# left out: "
_WHOLE_CELL = (
    "%%bash",
    "%%sh",
    "%%html",
    "%%javascript",
    "%%js",
    "%%latex",
    "%%writefile",
    "%%script",
    "%%R",
)
_ASSIGNED = re.compile(r"(\s*[^\W\d]\w*\s*=\s*)[!%](?=\w)")  # files = !ls
_SAVE_AGAIN = "Open it in Jupyter or Colab, save it again as .ipynb, and upload that; or export it as .py."


class NotebookError(ValueError):
    """The file is no notebook that can be read."""

    def __init__(self, message: str, hint: str = _SAVE_AGAIN) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True)
class Output:
    """One output: its text, or a PNG as the notebook holds it."""

    text: str = ""
    png: bytes = b""


@dataclass(frozen=True)
class Cell:
    """``text`` is Markdown; a code cell is the lines ``first`` to ``last`` of the script, both counted."""

    kind: str  # "markdown" or "code"
    text: str = ""
    first: int = 0
    last: int = 0
    outputs: tuple[Output, ...] = ()


@dataclass(frozen=True)
class Notebook:
    source: str
    cells: tuple[Cell, ...]


def is_notebook(filename: str) -> bool:
    return filename.lower().endswith(".ipynb")


def read_notebook(data: bytes) -> Notebook:
    """Raise ``NotebookError`` with a sentence for what cannot be read."""
    try:
        told = json.loads(replace_escapes(data.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise NotebookError("This file is no notebook: it cannot be read as JSON.") from error
    cells = told.get("cells") if isinstance(told, dict) else None
    if not isinstance(cells, list):
        raise NotebookError("This file is no notebook of version 4: it has no list of cells.")
    if len(cells) > MOST_CELLS:
        raise NotebookError(
            f"The notebook has more than {MOST_CELLS} cells.", "Leave out what is not needed."
        )
    return _join([cell for cell in cells if isinstance(cell, dict)])


def _join(told: Sequence[dict[str, Any]]) -> Notebook:
    lines: list[str] = []
    cells: list[Cell] = []
    for cell in told:
        text = _text(cell.get("source"))
        if cell.get("cell_type") == "markdown":
            cells.append(Cell("markdown", text[:MAX_TEXT_CHARS]))
        elif cell.get("cell_type") == "code" and text.strip():
            lines += [""] if lines else []
            first = len(lines) + 1
            lines += _as_python(text)
            cells.append(Cell("code", "", first, len(lines), _outputs(cell.get("outputs"))))
    if not lines:
        raise NotebookError("The notebook has no code cell with anything in it.")
    return Notebook("\n".join(lines) + "\n", tuple(cells))


def _as_python(text: str) -> list[str]:
    lines = text.splitlines()
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith(_WHOLE_CELL):
        return [LEFT_OUT + line for line in lines]
    return [_as_python_line(line) for line in lines]


def _as_python_line(line: str) -> str:
    """``pass`` where something was left out of a block, so that the block is not empty."""
    if assigned := _ASSIGNED.match(line):
        return f"{assigned[1]}[]  {LEFT_OUT}{line.strip()}"
    bare = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    is_foreign = bare.startswith(("%", "!", "?")) or (
        bare.endswith("?") and "#" not in bare and '"' not in bare
    )
    if not is_foreign:
        return line
    return f"{indent}pass  {LEFT_OUT}{bare}" if indent else LEFT_OUT + bare


def _outputs(told: object) -> tuple[Output, ...]:
    outputs = (_output(one) for one in (told if isinstance(told, list) else [])[:MOST_OUTPUTS])
    return tuple(output for output in outputs if output is not None)


def _output(told: object) -> Output | None:
    """The PNG of an output if it has one, else its plain text; HTML and scripts are never taken."""
    if not isinstance(told, dict):
        return None
    data = told.get("data")
    if isinstance(data, dict):
        png = _png(data.get("image/png"))
        if png:
            return Output(png=png)
        return _said(_text(data.get("text/plain")))
    if told.get("output_type") == "error":
        return _said(f"{told.get('ename', 'Error')}: {told.get('evalue', '')}")
    return _said(_text(told.get("text")))


def _said(text: str) -> Output | None:
    return Output(text=text[:MAX_TEXT_CHARS]) if text.strip() else None


def _png(told: object) -> bytes:
    encoded = "".join(_text(told).split())
    if not encoded or len(encoded) > MAX_PNG_CHARS:
        return b""
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _text(told: object) -> str:
    """Notebooks hold text as a string or as a list of lines."""
    if isinstance(told, list):
        return "".join(one for one in told if isinstance(one, str))
    return told if isinstance(told, str) else ""
