"""A learner's guesses over the public projects: counted from first guesses, one for each project."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from evaluations.core.metric_registry import METRICS
from evaluations.figures.guesses import Guess, draw_guesses, say_calibration
from evaluations.figures.numbers import is_number
from evaluations.models import Evaluation
from projects.models import Learner, Project


@dataclass(frozen=True)
class GuessRecord:
    sentence: str
    title: str = ""
    reading: str = ""
    svg: SafeString | str = ""


def guess_record(learner: Learner) -> GuessRecord | None:
    """None without a first guess. One query."""
    guesses = first_guesses(learner)
    if not guesses:
        return None
    figure, sentence = draw_guesses(guesses), say_calibration(guesses)
    if figure is None:
        return GuessRecord(sentence)
    return GuessRecord(sentence, figure.title, figure.reading, mark_safe(figure.svg))  # noqa: S308  (ours)


def first_guesses(learner: Learner) -> list[Guess]:
    """Of evaluations in public projects that were the first look at their question."""
    told = Evaluation.objects.filter(
        project__in=Project.objects.listed().filter(owner=learner),
        guess_came_first=True,
        status=Evaluation.Status.SUCCEEDED,
    ).order_by("created_at")
    rows = told.values_list("guess", "certainty", "report__best", "report__results", "report__primary_metric")
    found = (make_guess(*row) for row in rows)
    return [guess for guess in found if guess is not None]


def make_guess(
    guess: float | None, certainty: int | None, best: str, results: list[dict], metric: str
) -> Guess | None:
    scores = (line["scores"].get(metric, {}).get("mean") for line in results if line["pipeline"] == best)
    measured = next(scores, None)
    if guess is None or not is_number(measured):
        return None
    return Guess(guess, measured, METRICS[metric].high == 1, certainty)
