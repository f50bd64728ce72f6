"""A README for a repository, with its figures."""

from __future__ import annotations

from django.template.loader import render_to_string

from evaluations.figures.scoreline import score_line_svg
from evaluations.figures.standalone import standalone_svg
from portfolio.exports.archive import pack_zip
from portfolio.exports.material import Material
from portfolio.exports.reproduce import bundle_files

README_FIGURES = ("confusion_matrix", "predicted_vs_actual", "feature_importance")


def build_readme(material: Material) -> bytes:
    """README.md and the figures it shows, beside everything that derives the numbers again."""
    files = {
        **{f"reproduce/{name}": content for name, content in bundle_files(material).items()},
        **figure_files(material),
        "README.md": render_to_string("exports/readme.md", {"material": material}).encode(),
    }
    return pack_zip(files, material.name)


def figure_files(material: Material) -> dict[str, bytes]:
    """Files of their own, coloured for light and dark."""
    report = material.report
    drawings: dict[str, str] = {figure.key: figure.svg for figure in material.figures}
    drawings["score"] = score_line_svg(report.line, "hero")
    return {f"figures/{key}.svg": standalone_svg(svg).encode() for key, svg in drawings.items()}
