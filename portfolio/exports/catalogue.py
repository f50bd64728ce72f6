"""Every export by its name in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portfolio.exports.documents import build_readme
from portfolio.exports.material import Material
from portfolio.exports.model_card import build_model_card
from portfolio.exports.notebook import build_notebook
from portfolio.exports.numbers import build_csv, build_json
from portfolio.exports.reproduce import build_bundle
from portfolio.exports.site import build_site
from projects.errors import NotFound

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
    Format(
        "site",
        "Web page",
        "This page with its data as a folder that opens from your disk and on any host.",
        "-site.zip",
        ZIP,
        build_site,
    ),
    Format(
        "readme",
        "README for a repository",
        "README.md with its figures and the reproduce bundle, ready to be pushed.",
        "-readme.zip",
        ZIP,
        build_readme,
    ),
    Format(
        "notebook",
        "Jupyter notebook",
        "Words, figures, the script, and cells that read the data.",
        ".ipynb",
        "application/x-ipynb+json",
        build_notebook,
    ),
    Format(
        "model-card",
        "Model card",
        "What the model is for, how it was measured, what the score does not show.",
        "-model-card.md",
        "text/markdown; charset=utf-8",
        build_model_card,
    ),
    Format("json", "JSON", "Everything, as the API answers it.", ".json", "application/json", build_json),
    Format("csv", "CSV", "The scores of every fold.", "-scores.csv", "text/csv; charset=utf-8", build_csv),
)
FORMATS = {form.code: form for form in _ALL}


def format_named(code: str) -> Format:
    """Raise ``NotFound`` with the formats that there are."""
    if code not in FORMATS:
        raise NotFound(f"There is no export “{code[:40]}”. There are: {', '.join(FORMATS)}.")
    return FORMATS[code]
