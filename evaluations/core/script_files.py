"""Files as a script expects them: the one data file wherever it looks for it, and a scratch in memory.

A convenience inside the child and no defence: it opens nothing that the sandbox would not let it open. What a
script writes is kept in its own memory, so that it can read it again, and is gone with the process.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from typing import IO, Any

from evaluations.core.script_notes import Notes

MAX_SCRATCH_BYTES = 64 << 20
_DATA_SUFFIXES = (".csv", ".tsv", ".txt", ".data", ".dat", ".xls", ".xlsx", ".names", ".test", ".tab")
_PACKAGES = "-packages"
_REAL_OPEN = io.open


class NoSuchDataError(FileNotFoundError):
    """The script asks for a data file that is not the one of its project."""


class Files:
    """The data file under ``name``, made by ``write`` when it is first wanted, and what the script keeps."""

    def __init__(
        self,
        name: str,
        write: Callable[[], bytes],
        source: str,
        notes: Notes,
        write_unlabelled: Callable[[], bytes] | None = None,
    ) -> None:
        self.name = name
        self._write = write
        self._write_unlabelled = write_unlabelled
        self._trains = "train" in source.lower()
        self._notes = notes
        self._contents: bytes | None = None
        self._is_named_in_source = name.lower() in source.lower()
        self._stands_in_for: str | None = None
        self.scratch: dict[str, bytes] = {}

    @property
    def contents(self) -> bytes:
        """The data file's bytes."""
        if self._contents is None:
            self._contents = self._write()
        return self._contents

    def find(self, path: object, *, by_script: bool) -> bytes | None:
        """What is to be read at this path; None where it is no matter of ours.

        Raise ``NoSuchDataError`` where the script itself looks for another data file.
        """
        place = _as_text(path)
        if place is None:
            return None
        if place in self.scratch:
            return self.scratch[place]
        base = _base_name(place)
        if not by_script and _PACKAGES in place:  # a library's own file may have the same name
            return None
        if base.lower() == self.name.lower():
            return self.contents
        if not by_script or not base.lower().endswith(_DATA_SUFFIXES):
            return None
        if "test" in base.lower() and self._trains and self._write_unlabelled is not None:
            self._notes.add(f"“{base}” was taken for the rows of “{self.name}” without the target.")
            return self._write_unlabelled()
        if not self._is_named_in_source and self._stands_in_for in (None, base):
            self._stands_in_for = base
            self._notes.add(f"“{base}” was taken for your data file, “{self.name}”.")
            return self.contents
        raise NoSuchDataError(f"there is no “{base}” here: the project has one data file, “{self.name}”")

    def exists(self, path: object) -> bool:
        place = _as_text(path)
        return place is not None and (place in self.scratch or _base_name(place).lower() == self.name.lower())

    def open(
        self,
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> IO[Any]:
        """Stands in for the built-in of that name."""
        place = _as_text(file)
        if place is not None and set(mode) & set("wax+"):
            raw: io.BytesIO = _Scratch(self, place, self.scratch.get(place, b"") if "a" in mode else b"")
        else:
            found = self.find(file, by_script=self._notes.is_called_by_script(1))
            if found is None:
                return _REAL_OPEN(file, mode, buffering, encoding, errors, newline, closefd, opener)
            raw = io.BytesIO(found)
        return raw if "b" in mode else io.TextIOWrapper(raw, encoding or "utf-8", errors, newline)

    def keep(self, place: str, contents: bytes) -> None:
        """Raise ``OSError`` when the scratch is full."""
        others = sum(len(kept) for name, kept in self.scratch.items() if name != place)
        if others + len(contents) > MAX_SCRATCH_BYTES:
            raise OSError(28, f"a script may write {MAX_SCRATCH_BYTES >> 20} MB here")
        self.scratch[place] = contents

    def note_written(self, place: str) -> None:
        self._notes.add(f"“{_base_name(place)}” was written for the script alone and is not kept.")


class _Scratch(io.BytesIO):
    """A file open for writing; what was written is there for the next who opens it."""

    def __init__(self, files: Files, place: str, start: bytes) -> None:
        super().__init__(start)
        self.seek(0, io.SEEK_END)
        self._files, self._place = files, place
        files.note_written(place)
        files.keep(place, start)

    def flush(self) -> None:
        if not self.closed:
            self._files.keep(self._place, self.getvalue())

    def close(self) -> None:
        self.flush()
        super().close()


def _as_text(path: object) -> str | None:
    if isinstance(path, str):
        return path
    return os.fsdecode(path) if isinstance(path, bytes | os.PathLike) else None


def _base_name(place: str) -> str:
    """Of a path of any system, or of an address."""
    return re.split(r"[\\/]", place.partition("?")[0])[-1]
