"""A learner's guesses over the public projects: counted from first guesses, one for each project."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter

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
    """None without a first guess. Two queries."""
    guesses = first_guesses(learner)
    if not guesses:
        return None
    figure, sentence = draw_guesses(guesses), say_calibration(guesses)
    if figure is None:
        return GuessRecord(sentence)
    return GuessRecord(sentence, figure.title, figure.reading, mark_safe(figure.svg))  # noqa: S308  (ours)


def first_guesses(learner: Learner) -> list[Guess]:
    """Of evaluations in public projects that were the first look at their question."""
    # By their ids and hardly more: asked in any other way, databases look at everybody's evaluations.
    listed = list(Project.objects.listed().filter(owner=learner).values_list("pk", flat=True))
    told = Evaluation.objects.filter(project__in=listed, guess_came_first=True).order_by()
    measured = ("report__best", "report__results", "report__primary_metric")
    rows = told.values_list("status", "created_at", "guess", "certainty", *measured)
    done = sorted((row for row in rows if row[0] == Evaluation.Status.SUCCEEDED), key=itemgetter(1))
    found = (make_guess(*row) for _, _, *row in done)
    return [guess for guess in found if guess is not None]


def make_guess(
    guess: float | None, certainty: int | None, best: str, results: list[dict], metric: str
) -> Guess | None:
    scores = (line["scores"].get(metric, {}).get("mean") for line in results if line["pipeline"] == best)
    measured = next(scores, None)
    if guess is None or not is_number(measured):
        return None
    return Guess(guess, measured, METRICS[metric].high == 1, certainty)
