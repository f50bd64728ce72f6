"""The one contract between a worker and the child that fits models for it: what goes in, what comes out.

A job is a JSON header and ``.npy`` arrays (``allow_pickle=False``). The way back is in ``frames``. Learner
code must never see a test label, so a job for it cannot even be built with one.
"""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from evaluations.core.frames import (
    INPUT_MODES,
    Failure,
    FrameError,
    FrameReader,
    PipelineFrame,
    pack_frame,
    read_frames,
)
from evaluations.core.given_file import FileLook, GivenFile
from evaluations.core.plain_text import plain_text
from evaluations.core.protocol import Protocol
from evaluations.core.script_code import Pick
from evaluations.core.table import Column, Table

__all__ = [
    "CONTRACT_VERSION",
    "ContractError",
    "Failure",
    "FrameError",
    "FrameReader",
    "GivenFile",
    "Job",
    "Pick",
    "PipelineFrame",
    "ScriptSource",
    "pack",
    "pack_frame",
    "plain_text",
    "read_frames",
    "unpack",
]

CONTRACT_VERSION = 2
STANDARD, AS_IS = "standard", "as_is"
KINDS = (STANDARD, "script", "rehearsal", AS_IS)
_MAGIC = b"FFJOB\n"
_LENGTH = struct.Struct("<Q")


class ContractError(ValueError):
    """A job that breaks the contract, or bytes that hold none."""


@dataclass(frozen=True)
class ScriptSource:
    """A learner's file.

    Parameters
    ----------
    input_mode : None until a rehearsal has decided it
    pick : which of the models that a whole script leaves is meant; None where it gives its model by itself
    look : how the data file is written that the script finds; None: it finds none

    ``pick`` and ``look`` may be given as the JSON objects that they are stored as.
    """

    filename: str
    source: bytes
    input_mode: str | None = None
    pick: Pick | None = None
    look: FileLook | None = None

    def __post_init__(self) -> None:
        if isinstance(self.pick, Mapping):
            object.__setattr__(self, "pick", Pick(**self.pick))
        if isinstance(self.look, Mapping):
            object.__setattr__(self, "look", FileLook(**self.look))

    def file_of(self, table: Table, rows: np.ndarray, features: Sequence[str]) -> GivenFile | None:
        """The data file with these rows of the whole table, as the script finds it."""
        return GivenFile.of(table, rows, features, self.look) if self.look else None


@dataclass(frozen=True, eq=False)
class Job:
    """One fold's work for one child.

    Parameters
    ----------
    kind : "standard" (our pipelines), "script" (learner code), "rehearsal" (decides the input mode) or
        "as_is" (runs a whole script as at home, and looks for what it leaves behind; scores nothing)
    train, test : tables of the features only, with equal columns and levels
    y_train, y_test : float64 class codes or values; ``y_test`` only in standard jobs
    pipelines : codes of the standard pipelines to fit, cheap first
    file : the data file as the script finds it: the training rows with their labels, and no other
    extras : whether train scores and importances are wanted beside the predictions (standard jobs)
    """

    kind: str
    protocol: Protocol
    train: Table
    y_train: np.ndarray
    test: Table
    y_test: np.ndarray | None = None
    pipelines: tuple[str, ...] = ()
    fold: int = 0
    seed: int = 0
    script: ScriptSource | None = None
    file: GivenFile | None = None
    extras: bool = False

    def __post_init__(self) -> None:
        _require(self.kind in KINDS, f"unknown kind of job: {self.kind!r}")
        standard = self.kind == STANDARD
        _require(standard or self.y_test is None, "test labels never go to learner code")
        _require(standard == (self.script is None), "a script goes with a script's job and with no other")
        _require(self.protocol.target not in self.train.names, "the target is not a feature")
        _require(_schema(self.train) == _schema(self.test), "train and test rows have unequal columns")
        _require(len(self.y_train) == self.train.n_rows, "one label for each training row")
        _require(self.y_test is None or len(self.y_test) == self.test.n_rows, "one label for each test row")
        if self.script is not None:
            _require(self.script.input_mode in (None, *INPUT_MODES), "unknown input mode")
        if self.kind == AS_IS:
            _require(
                self.file is not None and self.test.n_rows == 0, "a whole script gets a file and no test"
            )
        if self.file is not None:
            _require(not standard, "our own pipelines read no file")
            _require(self.file.rest.n_rows == self.train.n_rows, "the file holds the training rows only")
            held = {*self.train.names, *self.file.rest.names}
            _require(held == set(self.file.columns), "the file's columns are the features and the rest")


def pack(job: Job) -> bytes:
    """The job as bytes for a child; ``unpack`` is its inverse."""
    arrays = _table_arrays(job.train) + _table_arrays(job.test) + [_labels(job.y_train)]
    if job.y_test is not None:
        arrays.append(_labels(job.y_test))
    if job.file is not None:
        arrays += _table_arrays(job.file.rest)
    source = b"" if job.script is None else job.script.source
    header = json.dumps(_header(job, len(source))).encode()
    stream = io.BytesIO()
    stream.write(_MAGIC + _LENGTH.pack(len(header)) + header + source)
    for array in arrays:
        np.lib.format.write_array(stream, array, allow_pickle=False)
    return stream.getvalue()


def unpack(payload: bytes) -> Job:
    """Raise ``ContractError`` for bytes of another version or with anything missing or left over."""
    stream = io.BytesIO(payload)
    try:
        header = _read_header(stream)
        source = stream.read(header["source_bytes"])
        train = _read_table(stream, header["columns"], header["train_rows"])
        test = _read_table(stream, header["columns"], header["test_rows"])
        y_train = np.lib.format.read_array(stream, allow_pickle=False)
        y_test = np.lib.format.read_array(stream, allow_pickle=False) if header["has_y_test"] else None
        file = _read_file(stream, header)
        if stream.read(1):
            raise ContractError("the job has bytes left over")
        return _job(header, source, train, y_train, test, y_test, file)
    except (ValueError, KeyError, TypeError, EOFError, struct.error) as error:
        raise ContractError(f"this is no job of version {CONTRACT_VERSION}: {error}") from error


def _header(job: Job, source_bytes: int) -> dict[str, Any]:
    return {
        "version": CONTRACT_VERSION,
        "kind": job.kind,
        "protocol": job.protocol.to_dict(),
        "columns": _describe_columns(job.train),
        "train_rows": job.train.n_rows,
        "test_rows": job.test.n_rows,
        "has_y_test": job.y_test is not None,
        "pipelines": job.pipelines,
        "fold": job.fold,
        "seed": job.seed,
        "extras": job.extras,
        "source_bytes": source_bytes,
        "script": job.script and _describe_script(job.script),
        "file": job.file and job.file.describe(),
        "rest": job.file and _describe_columns(job.file.rest),
    }


def _describe_columns(table: Table) -> list[dict[str, Any]]:
    return [
        {"name": column.name, "kind": column.kind, "levels": column.levels, "integer": column.integer}
        for column in table
    ]


def _describe_script(script: ScriptSource) -> dict[str, Any]:
    pick = script.pick and asdict(script.pick)
    return {"filename": script.filename, "input_mode": script.input_mode, "pick": pick}


def _script(told: dict[str, Any], source: bytes) -> ScriptSource:
    pick = Pick(**told["pick"]) if told["pick"] else None
    return ScriptSource(told["filename"], source, told["input_mode"], pick)


def _read_file(stream: io.BytesIO, header: dict[str, Any]) -> GivenFile | None:
    if header["file"] is None:
        return None
    return GivenFile.described(header["file"], _read_table(stream, header["rest"], header["train_rows"]))


def _job(
    header: dict[str, Any],
    source: bytes,
    train: Table,
    y_train: np.ndarray,
    test: Table,
    y_test: np.ndarray | None,
    file: GivenFile | None,
) -> Job:
    return Job(
        kind=header["kind"],
        protocol=Protocol.from_dict(header["protocol"]),
        train=train,
        y_train=y_train,
        test=test,
        y_test=y_test,
        pipelines=tuple(header["pipelines"]),
        fold=header["fold"],
        seed=header["seed"],
        script=_script(header["script"], source) if header["script"] else None,
        file=file,
        extras=header["extras"],
    )


def _table_arrays(table: Table) -> list[np.ndarray]:
    """Two arrays a table, one row a column: numbers (float64) and codes (int32)."""
    numbers = [column.values for column in table if column.is_number]
    codes = [column.values for column in table if not column.is_number]
    return [_stacked(numbers, table.n_rows, "<f8"), _stacked(codes, table.n_rows, "<i4")]


def _stacked(rows: list[np.ndarray], width: int, dtype: str) -> np.ndarray:
    return np.array(rows, dtype=dtype) if rows else np.empty((0, width), dtype=dtype)


def _labels(y: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(y, dtype="<f8")


def _read_header(stream: io.BytesIO) -> dict[str, Any]:
    if stream.read(len(_MAGIC)) != _MAGIC:
        raise ContractError("it does not begin like one")
    (length,) = _LENGTH.unpack(stream.read(_LENGTH.size))
    header = json.loads(stream.read(length))
    if not isinstance(header, dict) or header.get("version") != CONTRACT_VERSION:
        raise ContractError("it is of another version")
    return header


def _read_table(stream: io.BytesIO, columns: list[dict[str, Any]], n_rows: int) -> Table:
    numbers = iter(np.lib.format.read_array(stream, allow_pickle=False))
    codes = iter(np.lib.format.read_array(stream, allow_pickle=False))
    read = []
    for told in columns:
        values = next(numbers if told["kind"] == "number" else codes, None)
        if values is None or values.shape != (n_rows,):
            raise ContractError("a column is missing or has the wrong length")
        read.append(Column(told["name"], told["kind"], values, tuple(told["levels"]), told["integer"]))
    return Table(tuple(read), n_rows)


def _schema(table: Table) -> list[tuple[object, ...]]:
    return [(column.name, column.kind, column.levels) for column in table]


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ContractError(otherwise)
