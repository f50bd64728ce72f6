"""What a child sends back, frame by frame: a JSON line, then float64 arrays as bare little-endian bytes.

The reader trusts nothing. It knows the number of rows and classes by itself, so no length, path or type
is taken on the child's word; nothing is unpickled; every string is cut and stripped.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from evaluations.core.plain_text import plain_code, plain_text

VERSION = 1
INPUT_MODES = ("own", "raw", "preprocessed", "last_step")
MAX_HEADER_BYTES = 16_384
MAX_NAME_CHARS = 100
MAX_TRACEBACK_LINES = 5
MAX_SCORES = 32
MAX_FEATURES = 100_000
MAX_NOTES = 5
MAX_NOTE_CHARS = 200
MAX_LINE = 1_000_000
MAX_SECONDS = 1e9


@dataclass(frozen=True)
class Failure:
    """Why one pipeline gave no predictions.

    ``stage`` says where ("read", "import", "model", "fit", "predict", "output"); ``line`` is the line of the
    learner's script; ``traceback`` holds the last places in the script, or the text and caret of a syntax
    error; ``errno`` is the operating system's number where there was one.
    """

    stage: str
    type: str
    message: str
    line: int | None = None
    traceback: tuple[str, ...] = ()
    errno: int | None = None


@dataclass(frozen=True, eq=False)
class PipelineFrame:
    """The result of one pipeline on one fold.

    ``predicted`` is (n,): class codes or values. ``probabilities`` is (n, k) in the order of
    ``Protocol.classes``; ``decision`` is (n,), higher for the last class; ``importances`` is (n_features,) in
    the order of ``Protocol.features``; ``notes`` are warnings in words. ``input_mode`` (one of
    ``INPUT_MODES``) and ``model`` (the name of its class) are told for scripts only.
    """

    pipeline: str
    ok: bool
    predicted: np.ndarray | None = None
    probabilities: np.ndarray | None = None
    decision: np.ndarray | None = None
    fit_seconds: float = 0.0
    predict_seconds: float = 0.0
    train_scores: Mapping[str, float] | None = None
    importances: np.ndarray | None = None
    failure: Failure | None = None
    notes: tuple[str, ...] = ()
    input_mode: str | None = None
    model: str | None = None


class FrameError(ValueError):
    """The bytes are no frames of ours. ``code``: ``crash`` (garbled) or ``bad_output`` (wrong contents)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def pack_frame(frame: PipelineFrame) -> bytes:
    """Raise ``ValueError`` where the frame says ``ok`` and holds no predictions, or the reverse."""
    if frame.ok != (frame.predicted is not None) or frame.ok == (frame.failure is not None):
        raise ValueError("a frame holds either predictions or a failure")
    header = {
        "version": VERSION,
        "pipeline": plain_text(frame.pipeline, MAX_NAME_CHARS),
        "ok": frame.ok,
        "probabilities": frame.probabilities is not None,
        "decision": frame.decision is not None,
        "importances": 0 if frame.importances is None else len(frame.importances),
        "fit_seconds": frame.fit_seconds,
        "predict_seconds": frame.predict_seconds,
        "train_scores": None if frame.train_scores is None else _finite_scores(frame.train_scores),
        "notes": _plain_notes(frame.notes),
        "failure": None if frame.failure is None else asdict(plain_failure(asdict(frame.failure))),
        "input_mode": frame.input_mode,
        "model": frame.model and plain_text(frame.model, MAX_NAME_CHARS),
    }
    line = json.dumps(header, ensure_ascii=False).encode()
    arrays = (frame.predicted, frame.probabilities, frame.decision, frame.importances)
    body = b"".join(
        np.ascontiguousarray(array, dtype="<f8").tobytes() for array in arrays if array is not None
    )
    return line + b"\n" + body


def read_frames(raw: bytes, n_rows: int, n_classes: int) -> list[PipelineFrame]:
    """All frames in ``raw``; ``n_classes`` is 0 for regression. Raise ``FrameError`` on anything odd."""
    reader = FrameReader(n_rows, n_classes)
    frames = reader.feed(raw)
    reader.finish()
    return frames


class FrameReader:
    """Reads frames as they arrive, so that the first finished model shows while others still fit."""

    def __init__(self, n_rows: int, n_classes: int) -> None:
        self._n_rows = n_rows
        self._n_classes = n_classes
        self._pending = bytearray()
        self._header: dict[str, Any] | None = None

    def feed(self, chunk: bytes) -> list[PipelineFrame]:
        """The frames completed by these bytes. Raise ``FrameError``; the reader is of no use after that."""
        self._pending += chunk
        frames = []
        while (frame := self._next_frame()) is not None:
            frames.append(frame)
        return frames

    def finish(self) -> None:
        """Raise ``FrameError`` when the bytes ended inside a frame."""
        if self._header is not None:
            raise FrameError("bad_output", "the predictions are shorter than they should be")
        if self._pending:
            raise FrameError("crash", "the result is garbled")

    def _next_frame(self) -> PipelineFrame | None:
        if self._header is None:
            self._header = self._take_header()
        if self._header is None:
            return None
        sizes = _array_sizes(self._header, self._n_rows, self._n_classes)
        if len(self._pending) < 8 * sum(sizes.values()):
            return None
        header, self._header = self._header, None
        return _frame(header, self._take_arrays(sizes), self._n_rows, self._n_classes)

    def _take_header(self) -> dict[str, Any] | None:
        end = self._pending.find(b"\n", 0, MAX_HEADER_BYTES)
        if end < 0:
            if len(self._pending) >= MAX_HEADER_BYTES:
                raise FrameError("crash", "the result is garbled")
            return None
        line = bytes(self._pending[:end])
        del self._pending[: end + 1]
        return _parse_header(line)

    def _take_arrays(self, sizes: dict[str, int]) -> dict[str, np.ndarray]:
        arrays = {}
        for name, size in sizes.items():
            arrays[name] = np.frombuffer(bytes(self._pending[: 8 * size]), dtype="<f8").astype(np.float64)
            del self._pending[: 8 * size]
        return arrays


def _parse_header(line: bytes) -> dict[str, Any]:
    try:
        header = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FrameError("crash", "the result is garbled") from error
    if not isinstance(header, dict):
        raise FrameError("crash", "the result is garbled")
    if header.get("version") != VERSION or not isinstance(header.get("ok"), bool):
        raise FrameError("bad_output", "the result is not in the form that was agreed")
    return header


def _array_sizes(header: dict[str, Any], n_rows: int, n_classes: int) -> dict[str, int]:
    """How many numbers follow, by the parent's own knowledge of rows and classes."""
    if not header["ok"]:
        return {}
    sizes = {"predicted": n_rows}
    if header.get("probabilities") is True and n_classes:
        sizes["probabilities"] = n_rows * n_classes
    if header.get("decision") is True:
        sizes["decision"] = n_rows
    importances = header.get("importances")
    if type(importances) is int and 0 < importances <= MAX_FEATURES:
        sizes["importances"] = importances
    return sizes


def _frame(
    header: dict[str, Any], arrays: dict[str, np.ndarray], n_rows: int, n_classes: int
) -> PipelineFrame:
    for name, array in arrays.items():
        _require_finite(name, array)
    if "predicted" in arrays and n_classes:
        _require_codes(arrays["predicted"], n_classes)
    if "probabilities" in arrays:
        arrays["probabilities"] = arrays["probabilities"].reshape(n_rows, n_classes)
    scores = header.get("train_scores")
    model = header.get("model")
    mode = header.get("input_mode")
    return PipelineFrame(
        pipeline=plain_text(header.get("pipeline"), MAX_NAME_CHARS),
        ok=header["ok"],
        fit_seconds=_seconds(header.get("fit_seconds")),
        predict_seconds=_seconds(header.get("predict_seconds")),
        train_scores=_finite_scores(scores) if isinstance(scores, dict) else None,
        notes=_plain_notes(header.get("notes")),
        failure=None if header["ok"] else plain_failure(header.get("failure")),
        input_mode=mode if mode in INPUT_MODES else None,
        model=plain_text(model, MAX_NAME_CHARS) if model is not None else None,
        **arrays,
    )


def _require_finite(name: str, array: np.ndarray) -> None:
    wrong = int((~np.isfinite(array)).sum())
    if wrong:
        what = "predictions" if name == "predicted" else f"numbers in {name}"
        raise FrameError("bad_output", f"{wrong} {what} are NaN or infinite")


def _require_codes(predicted: np.ndarray, n_classes: int) -> None:
    if ((predicted != np.floor(predicted)) | (predicted < 0) | (predicted >= n_classes)).any():
        raise FrameError("bad_output", "a predicted label is not one of the labels of the data")


def _seconds(value: object) -> float:
    seconds = _finite_number(value)
    return seconds if seconds is not None and 0 <= seconds < MAX_SECONDS else 0.0


def _finite_scores(scores: Mapping[Any, Any]) -> dict[str, float]:
    named = [(name, _finite_number(value)) for name, value in list(scores.items())[:MAX_SCORES]]
    return {plain_text(name, MAX_NAME_CHARS): value for name, value in named if value is not None}


def _plain_notes(notes: object) -> tuple[str, ...]:
    kept = list(notes)[:MAX_NOTES] if isinstance(notes, list | tuple) else []
    return tuple(plain_text(note, MAX_NOTE_CHARS) for note in kept)


def _finite_number(value: object) -> float | None:
    try:
        number = float(value) if isinstance(value, int | float) else math.nan
    except OverflowError:  # JSON has integers of any length
        return None
    return number if math.isfinite(number) else None


def plain_failure(told: object) -> Failure:
    """A failure as a child tells it, cut and stripped. Raise ``FrameError``."""
    if not isinstance(told, dict):
        raise FrameError("bad_output", "the result says it failed and does not say why")
    line, errno, places = told.get("line"), told.get("errno"), told.get("traceback")
    return Failure(
        stage=plain_text(told.get("stage"), MAX_NAME_CHARS),
        type=plain_text(told.get("type"), MAX_NAME_CHARS),
        message=plain_text(told.get("message")),
        line=line if type(line) is int and 0 < line < MAX_LINE else None,
        traceback=tuple(plain_code(place) for place in _last(places)),
        errno=errno if type(errno) is int and 0 < errno < 4096 else None,
    )


def _last(places: object) -> list[object]:
    return list(places)[-MAX_TRACEBACK_LINES:] if isinstance(places, list | tuple) else []
