"""A notebook as a page shows it: its words cleaned, its code highlighted, its outputs as text or pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from evaluations.models import Evaluation
from evaluations.shown.code import highlight_lines
from evaluations.shown.words import block
from projects.markdown import render_markdown

OUTPUT_CHARS = 4_000
FIRST_LEVEL = 3  # the page's own headings stand above


@dataclass(frozen=True)
class ShownOutput:
    """A text, or the address and size of a picture."""

    text: str = ""
    url: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class ShownCell:
    """Either words or code with its outputs."""

    words: SafeString | None
    code: SafeString | None
    outputs: tuple[ShownOutput, ...] = ()


def show_notebook(evaluation: Evaluation, marked: frozenset[int]) -> tuple[ShownCell, ...]:
    """Empty for a plain script."""
    script = evaluation.script
    if script is None or not script.cells:
        return ()
    lines = highlight_lines(script.source, marked)
    return tuple(_cell(cell, lines, evaluation) for cell in script.cells)


def _cell(cell: Mapping[str, Any], lines: Sequence[SafeString], evaluation: Evaluation) -> ShownCell:
    if cell["kind"] == "markdown":
        return ShownCell(_words(cell["text"]), None)
    code = mark_safe("".join(lines[cell["first"] - 1 : cell["last"]]))  # noqa: S308  (lines are safe)
    outputs = tuple(_output(output, evaluation) for output in cell["outputs"])
    return ShownCell(None, code, outputs)


def _output(output: Mapping[str, Any], evaluation: Evaluation) -> ShownOutput:
    if "picture" not in output:
        return ShownOutput(text=block(output["text"], OUTPUT_CHARS).strip("\n"))
    url = reverse("evaluation_notebook_picture", args=[evaluation.pk, output["picture"]])
    return ShownOutput(url=url, width=output["width"], height=output["height"])


@lru_cache(maxsize=256)
def _words(markdown: str) -> SafeString:
    return mark_safe(render_markdown(markdown, first_level=FIRST_LEVEL))  # noqa: S308  (cleaned there)
