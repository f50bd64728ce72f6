"""What a whole script's run sends back: a JSON line, then the pixels of its figures. Nothing is unpickled.

Every byte is a stranger's. The reader checks each number against its own limits and takes no length on trust;
pictures travel as bare pixels, so that no decoder of an image format ever sees them.
"""

from __future__ import annotations

import ast
import json
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from evaluations.core.frames import Failure, FrameError, plain_failure
from evaluations.core.plain_text import plain_text
from evaluations.core.script_code import Pick, is_possible
from evaluations.core.script_figures import MAX_HEIGHT, MAX_WIDTH, MOST_FIGURES, DrawnFigure
from evaluations.core.script_notes import MOST_NOTES

VERSION = 1
MAX_HEADER_BYTES = 32_768
MOST_MODELS = 20
MAX_RESULT_BYTES = MAX_HEADER_BYTES + MOST_FIGURES * MAX_WIDTH * MAX_HEIGHT * 3
_NAME_CHARS = 100


@dataclass(frozen=True, eq=False)
class AsIsResult:
    """``pick`` and ``model`` (a class's name), or the ``failure`` that left none.

    ``stopped`` is what ended the script early while a model was there already. ``models`` names all that it
    left, in the order of its lines; ``notes`` says what was done differently from the learner's own machine.
    """

    pick: Pick | None = None
    model: str = ""
    models: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    figures: tuple[DrawnFigure, ...] = ()
    stopped: Failure | None = None
    failure: Failure | None = None


def pack_result(result: AsIsResult) -> bytes:
    header = {
        "version": VERSION,
        "pick": result.pick and asdict(result.pick),
        "model": plain_text(result.model, _NAME_CHARS),
        "models": [plain_text(name, _NAME_CHARS) for name in result.models[-MOST_MODELS:]],
        "notes": list(result.notes),
        "figures": [[figure.line, *figure.pixels.shape[:2]] for figure in result.figures],
        "stopped": result.stopped and _as_json(result.stopped),
        "failure": result.failure and _as_json(result.failure),
    }
    pixels = b"".join(figure.pixels.tobytes() for figure in result.figures)
    return json.dumps(header, ensure_ascii=False).encode() + b"\n" + pixels


def read_result(raw: bytes, tree: ast.Module) -> AsIsResult:
    """``tree`` is the script's code: a pick must be in it. Raise ``FrameError`` on anything odd."""
    end = raw.find(b"\n", 0, MAX_HEADER_BYTES)
    if end < 0:
        raise FrameError("crash", "the result is garbled")
    try:
        header = json.loads(raw[:end])
        return _result(header, raw[end + 1 :], tree)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, FrameError):
            raise
        raise FrameError("crash", "the result is garbled") from error


def _result(header: dict[str, Any], pixels: bytes, tree: ast.Module) -> AsIsResult:
    if header["version"] != VERSION:
        raise FrameError("bad_output", "the result is not in the form that was agreed")
    failure = header["failure"] and plain_failure(header["failure"])
    pick = None if failure else _pick(header["pick"], tree)
    return AsIsResult(
        pick=pick,
        model=plain_text(header["model"], _NAME_CHARS),
        models=tuple(plain_text(name, _NAME_CHARS) for name in header["models"][:MOST_MODELS]),
        notes=tuple(plain_text(note) for note in header["notes"][:MOST_NOTES]),
        figures=_figures(header["figures"][:MOST_FIGURES], pixels),
        stopped=plain_failure(header["stopped"]) if header["stopped"] else None,
        failure=failure or None,
    )


def _pick(told: dict[str, Any], tree: ast.Module) -> Pick:
    pick = Pick(told["name"], told["position"], told["function"], told.get("attribute", ""))
    texts = (pick.name, pick.function, pick.attribute)
    sound = all(isinstance(text, str) for text in texts) and type(pick.position) is int
    if not sound or not is_possible(tree, pick):
        raise FrameError("bad_output", "the model that it names is not in the code")
    return pick


def _figures(sizes: list[list[Any]], pixels: bytes) -> tuple[DrawnFigure, ...]:
    figures, start = [], 0
    for line, height, width in sizes:
        if not (_is_between(height, MAX_HEIGHT) and _is_between(width, MAX_WIDTH)):
            raise FrameError("bad_output", "a figure has an impossible size")
        end = start + height * width * 3
        drawn = np.frombuffer(pixels[start:end], dtype=np.uint8).reshape(height, width, 3)
        figures.append(DrawnFigure(line if _is_between(line, 1_000_000) else None, drawn))
        start = end
    if start != len(pixels):
        raise FrameError("bad_output", "the figures are not as long as they should be")
    return tuple(figures)


def _is_between(number: object, highest: int) -> bool:
    return type(number) is int and 0 < number <= highest


def _as_json(failure: Failure) -> dict[str, Any]:
    return asdict(plain_failure(asdict(failure)))
