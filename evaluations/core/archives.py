"""The one table inside a zip or gzip archive, unpacked in memory and counted while it is.

Names inside an archive are only looked at and shown; nothing is ever written under them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from evaluations.core.plain_text import plain_text
from evaluations.core.read_error import ReadError, ReadLimits

_GZIP = b"\x1f\x8b"
_CLUTTER = (".DS_Store", "Thumbs.db", "desktop.ini")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_NESTED = (_GZIP, *_ZIP, b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf", b"Rar!\x1a", b"\x28\xb5\x2f\xfd")
_ENTRY = b"PK\x01\x02"
_MAX_ENTRIES = 1_000
_SHOWN = 3
_STEP = 1 << 20
_TABLES = (
    *(".csv", ".tsv", ".tab", ".psv", ".data", ".json", ".jsonl", ".ndjson", ".arff", ".xlsx", ".parquet"),
    ".dat",
)
_ENCRYPTED = 0x1
_PACK_ONE = "Put one file with the table into the archive, or upload the file itself."
_AGAIN = "It was probably cut off or damaged while it was copied. Pack it again, or upload the file itself."


@dataclass(frozen=True)
class Unpacked:
    """The bytes of a table, its name, and the name inside the archive where it came out of one."""

    data: bytes
    filename: str
    member: str = ""
    notes: tuple[str, ...] = ()


def unpack(data: bytes, filename: str, limits: ReadLimits) -> Unpacked:
    """What is inside, or the file itself where it is no archive. Raise ``ReadError`` but for one table."""
    if data.startswith(_GZIP):
        name = filename.removesuffix(".gz")
        inside = Unpacked(_gunzip(data, limits), name, member=name)
    elif data.startswith(_ZIP) and not is_office_file(data):
        inside = _unzip(data, limits)
    else:
        return Unpacked(data, filename)
    if inside.data.startswith(_NESTED) and not is_office_file(inside.data):
        raise _refuse(f"“{inside.member}” inside the archive is an archive itself.", _PACK_ONE)
    return inside


def is_office_file(data: bytes) -> bool:
    """True for zip archives that are documents, such as workbooks."""
    marks = (b"[Content_Types].xml", b"application/vnd.oasis.opendocument", b"xl/workbook.xml")
    return data.startswith(_ZIP) and any(mark in data for mark in marks)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, its table of contents read. Raise ``ReadError`` where that is damaged or enormous."""
    if data.count(_ENTRY) > _MAX_ENTRIES:
        raise _refuse(f"The archive holds more than {_MAX_ENTRIES:,} files.", _PACK_ONE)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _refuse("The zip archive is damaged.", _AGAIN) from error


def read_member(archive: zipfile.ZipFile, name: str, max_bytes: int) -> bytes:
    """One file of an archive, at most ``max_bytes`` of it: what it claims to hold is not believed."""
    try:
        with archive.open(name) as file:
            data = file.read(max_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError) as error:
        raise _refuse(f"“{_name(name)}” inside the archive is damaged.", _AGAIN) from error
    except (NotImplementedError, RuntimeError) as error:  # a method that Python lacks; a password
        raise _refuse(f"“{_name(name)}” is packed in a way that cannot be read.", _PACK_ONE) from error
    if len(data) > max_bytes:
        raise _refuse_size(_name(name), max_bytes)
    return data


def _gunzip(data: bytes, limits: ReadLimits) -> bytes:
    """All members of a gzip file, in small steps."""
    out, left = bytearray(), data
    try:
        while left.startswith(_GZIP):
            packed = zlib.decompressobj(wbits=31)
            out += packed.decompress(left, _STEP)
            while not packed.eof and len(out) <= limits.max_bytes:
                step = packed.decompress(packed.unconsumed_tail, _STEP)
                if not step and not packed.unconsumed_tail:
                    raise _refuse("The gzip archive breaks off.", _AGAIN)
                out += step
            if len(out) > limits.max_bytes:
                raise _refuse_size("The archive", limits.max_bytes)
            left = packed.unused_data
    except zlib.error as error:
        raise _refuse("The gzip archive is damaged.", _AGAIN) from error
    return bytes(out)


def _unzip(data: bytes, limits: ReadLimits) -> Unpacked:
    with open_zip(data) as archive:
        entries = [entry for entry in archive.infolist() if not _is_clutter(entry)]
        entry = _choose(entries)
        _refuse_path(entry)
        if entry.flag_bits & _ENCRYPTED:
            raise _refuse("The zip archive is encrypted: it wants a password.", "Pack it without one.")
        left_out = [_name(other.filename) for other in entries if other is not entry]
        content = read_member(archive, entry.filename, limits.max_bytes)
    name = _name(entry.filename)
    return Unpacked(content, name, name, _describe(name, left_out))


def _describe(name: str, left_out: list[str]) -> tuple[str, ...]:
    if not left_out:
        return ()
    return (f"Read “{name}” from the archive; left out: {_some(left_out)}.",)


def _is_clutter(entry: zipfile.ZipInfo) -> bool:
    """Folders, and what operating systems add."""
    path = PurePosixPath(entry.filename)
    return entry.is_dir() or "__MACOSX" in path.parts or path.name in _CLUTTER


def _choose(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """The only file, or the only one that is a table by its name."""
    if not entries:
        raise _refuse("The zip archive holds no file.", _PACK_ONE)
    tables = [entry for entry in entries if entry.filename.lower().endswith(_TABLES)]
    if len(entries) == 1 or len(tables) == 1:
        return (tables or entries)[0]
    names = [_name(entry.filename) for entry in tables or entries]
    raise _refuse(f"The zip archive holds {len(names):,} files to choose from: {_some(names)}.", _PACK_ONE)


def _refuse_path(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        message = f"The archive names a file outside of itself: “{plain_text(entry.filename, 80)}”."
        raise _refuse(message, "Pack it again from the folder that the file is in.")


def _some(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:_SHOWN])
    more = len(names) - _SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown


def _name(path: str) -> str:
    return plain_text(PurePosixPath(path.replace("\\", "/")).name, 80) or "a file without a name"


def _refuse(message: str, hint: str) -> ReadError:
    return ReadError("bad_archive", message, hint)


def _refuse_size(what: str, max_bytes: int) -> ReadError:
    return ReadError(
        "too_large",
        f"{what} unpacks to more than {max_bytes:,} bytes, the most that a table may have.",
        "Upload a sample of the rows, for example `frame.sample(20_000)`, or fewer columns.",
    )
