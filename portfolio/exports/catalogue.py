"""Every export by its name in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portfolio.exports.material import Material
from portfolio.exports.reproduce import build_bundle

ZIP = "application/zip"


@dataclass(frozen=True)
class Format:
    """``build`` makes the file's bytes; ``suffix`` stands behind the project's name."""

    code: str
    title: str
    says: str
    suffix: str
    media_type: str
    build: Callable[[Material], bytes]

    def filename(self, material: Material) -> str:
        return f"{material.name}{self.suffix}"


_ALL = (
    Format(
        "reproduce",
        "Reproduce bundle",
        "Data, folds, versions and the program that derives every number again.",
        "-reproduce.zip",
        ZIP,
        build_bundle,
    ),
)
FORMATS = {form.code: form for form in _ALL}
