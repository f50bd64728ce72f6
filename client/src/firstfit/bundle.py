"""A reproduce bundle: unpacked with care, and its files held against the hashes that it names."""

from __future__ import annotations

import hashlib
import io
import json
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from firstfit.errors import BadBundle

FILES_MAX, BYTES_MAX = 2_000, 512 * 2**20
# A name and the one version of it: no address, no option, nothing that pip would fetch from elsewhere.
PINNED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9][A-Za-z0-9.!+_-]*")


@dataclass(frozen=True)
class Bundle:
    """``folder`` holds reproduce.py and what it needs."""

    folder: Path
    published: Mapping[str, Any]
    requirements: tuple[str, ...]

    @property
    def script(self) -> Path | None:
        told = self.published["script"]
        return self.folder / told["path"] if told else None


def unpack(content: bytes, folder: Path) -> Bundle:
    """Raise ``BadBundle`` for what is no archive, or would write outside of ``folder`` or without end."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = list(checked(archive))
            for entry, place in entries:
                target = folder / place
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(entry))
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise BadBundle(f"The bundle is no zip archive that can be read ({error}).") from error
    tops = {place.parts[0] for _, place in entries}
    if len(tops) != 1:
        raise BadBundle("The bundle holds something else than one folder.")
    return read_bundle(folder / tops.pop())


def checked(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, Path]]:
    """The files in it, with where they belong. zipfile itself holds each to the size that it names."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > FILES_MAX or sum(entry.file_size for entry in entries) > BYTES_MAX:
        raise BadBundle("The bundle is larger than any that is made by Firstfit.")
    for entry in entries:
        place = PurePosixPath(entry.filename)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        odd = place.is_absolute() or ".." in place.parts or "\\" in entry.filename or ":" in entry.filename
        if odd or kind not in (0, stat.S_IFREG) or len(place.parts) < 2:
            raise BadBundle(f"The bundle holds “{entry.filename[:80]}”, which may not be in one.")
        yield entry, Path(*place.parts)


def read_bundle(folder: Path) -> Bundle:
    try:
        published = json.loads((folder / "published.json").read_text(encoding="utf-8"))
        lines = (folder / "requirements.txt").read_text(encoding="utf-8").split()
    except (OSError, ValueError) as error:
        raise BadBundle("The bundle lacks published.json or requirements.txt.") from error
    odd = [line for line in lines if not PINNED.fullmatch(line)]
    if odd:
        raise BadBundle(f"“{odd[0][:80]}” in requirements.txt is more than a name and a version.")
    return Bundle(folder, published, tuple(lines))


def check_hashes(bundle: Bundle, evaluation: Mapping[str, Any]) -> dict[str, str]:
    """The hashes of data, script and protocol, held against the files and against what the page says.

    Raise ``BadBundle`` for one that is another.
    """
    told, script = bundle.published, evaluation["script"]
    same("data", sha256_of(bundle.folder, told["data"]["path"]), told["data"]["sha256"])
    same("data", told["data"]["sha256"], evaluation["dataset"]["sha256"])
    same("protocol", told["protocol_digest"], evaluation["protocol"]["digest"])
    found = {"data": told["data"]["sha256"], "protocol": told["protocol_digest"]}
    if (told["script"] is None) != (script is None):
        raise BadBundle("The page and the bundle do not agree on whether there is a script.")
    if script is not None:
        same("script", sha256_of(bundle.folder, told["script"]["path"]), script["sha256"])
        found["script"] = script["sha256"]
    return found


def sha256_of(folder: Path, place: str) -> str:
    path = (folder / place).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise BadBundle(f"“{place[:80]}” is not in the bundle.")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def same(what: str, one: str, other: str) -> None:
    if one != other:
        raise BadBundle(
            f"The {what} of the bundle has another SHA-256 ({one[:12]}…) than was published ({other[:12]}…)."
        )
