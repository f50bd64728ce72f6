"""The page as a Jupyter notebook: words, figures, and cells that read the data and check their hash."""

from __future__ import annotations

import json
import re
from pprint import pformat
from typing import Any

from django.template.loader import render_to_string

from evaluations.figures.scoreline import score_line_svg
from evaluations.figures.standalone import standalone_svg
from evaluations.templatetags.firstfit import as_markdown
from portfolio.exports.material import Material

Cell = dict[str, Any]
_SPACES = re.compile(r"\n{3,}")


def build_notebook(material: Material) -> bytes:
    """nbformat 4.5; the figures are stored outputs, so that it reads well before anything is run."""
    cells = [
        markdown(words("intro", material)),
        drawing(score_line_svg(material.report.line, "hero"), "The score"),
        *([markdown(material.writeup)] if material.writeup.strip() else []),
        markdown("## The models"),
        code(table_of_models(material)),
        *(cell for figure in material.figures for cell in figure_cells(figure)),
        markdown(f"## The data\n\n{words_of_data(material)}"),
        code(words("data.py", material)),
        *script_cells(material),
        markdown(words("outro", material)),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return json.dumps(notebook_of(cells), indent=1, ensure_ascii=False).encode() + b"\n"


def notebook_of(cells: list[Cell]) -> dict[str, Any]:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def words(part: str, material: Material) -> str:
    text = render_to_string(f"exports/notebook_{part.replace('.py', '')}.md", {"material": material})
    return _SPACES.sub("\n\n", text).strip()


def words_of_data(material: Material) -> str:
    return render_to_string("exports/_data.md", {"about": material.report.dataset.about}).strip()


def table_of_models(material: Material) -> str:
    """The scores as data in the notebook itself."""
    rows = [
        {
            "model": model.title,
            "score": model.score.mean,
            "low": model.score.low,
            "high": model.score.high,
            "against the baseline": model.verdict_short,
        }
        for model in material.report.models
        if model.score
    ]
    return f"import pandas as pd\n\nmodels = pd.DataFrame(\n    {pformat(rows, sort_dicts=False)}\n)\nmodels"


def figure_cells(figure: Any) -> list[Cell]:
    return [markdown(f"## {as_markdown(figure.title)}"), drawing(figure.svg, figure.reading)]


def script_cells(material: Material) -> list[Cell]:
    script = material.evaluation.script
    if script is None:
        return []
    return [markdown("## The script\n\nAs it was measured. Read it before you run it."), code(script.source)]


def markdown(source: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source: str, outputs: list[dict[str, Any]] | None = None) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": outputs or [],
        "source": source,
    }


def drawing(svg: str, says: str) -> Cell:
    """A cell whose stored output is the figure; running it says what the figure shows."""
    data = {"image/svg+xml": standalone_svg(svg, "light"), "text/plain": says}
    return code(f"print({says!r})", [{"output_type": "display_data", "metadata": {}, "data": data}])
