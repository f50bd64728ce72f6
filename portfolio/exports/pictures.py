"""Pictures that came with a script, as files beside an exported page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from evaluations.models import Evaluation


@dataclass(frozen=True)
class Picture:
    """``name``: its place beside the page."""

    name: str
    png: bytes


def pictures_of(evaluation: Evaluation) -> dict[str, Picture]:
    """What the script drew and what its notebook was saved with, by their addresses on the site."""
    drawn = evaluation.said_figures.values_list("position", "png")
    found = {
        reverse("evaluation_said_figure", args=[evaluation.pk, position]): Picture(
            f"pictures/figure-{position + 1}.png", bytes(png)
        )
        for position, png in drawn
    }
    if evaluation.script is not None:
        found |= {
            reverse("evaluation_notebook_picture", args=[evaluation.pk, position]): Picture(
                f"pictures/notebook-{position + 1}.png", bytes(png)
            )
            for position, png in evaluation.script.pictures.values_list("position", "png")
        }
    return found


def show_from_beside(page: str, pictures: Mapping[str, Picture]) -> str:
    """The page with its pictures from where they lie. A learner's words hold no quotation mark as it is."""
    for address, picture in pictures.items():
        page = page.replace(f'src="{address}"', f'src="{picture.name}"')
    return page
