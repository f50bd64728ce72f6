"""What a script printed that looks like a score, to stand beside the score that was measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from evaluations.core.metric_registry import METRICS
from evaluations.figures.numbers import count
from evaluations.figures.scoreline import ScoreLine
from evaluations.figures.text import clean
from evaluations.models import Evaluation
from evaluations.shown.scores import Model
from evaluations.shown.words import block, listed

_NUMBER = r"(?P<number>[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?)\s*(?P<percent>%?)"
_BETWEEN = r"(?:[ _-]?score)?[^\d\n%+-]{0,24}?"
_NAMES = {
    "accuracy": r"(?<!balanced )(?<!balanced_)(?<!balanced-)\bacc(?:uracy)?",
    "balanced_accuracy": r"\bbalanced[ _-]acc(?:uracy)?",
    "f1_macro": r"\b(?:macro[ _-]?)?f1(?:[ _-]?macro)?",
    "roc_auc": r"\b(?:roc[ _-]?)?auc(?:[ _-]?roc)?",
    "log_loss": r"\blog[ _-]?loss",
    "brier": r"\bbrier",
    "r2": r"\br(?:2|²|\^2|\*\*2|[ _-]squared)",
    "mae": r"\b(?:mae|mean[ _]absolute[ _]error)",
    "rmse": r"\b(?:rmse|root[ _]mean[ _]squared?[ _]error)",
    "median_absolute_error": r"\b(?:medae|median[ _]absolute[ _]error)",
}
EXPLAINS = {
    "FF703": "Its features still hold the target",
    "FF701": "It scores itself on rows that it has learnt from",
    "FF706": "It fits something on its own test rows",
    "FF704": "It uses its test rows to choose",
    "FF702": "It prepares all rows before the split, test rows included",
}
HOW = {
    "own": "In every fold the script makes its columns itself, and the model learns them from the training "
    "rows alone.",
    "preprocessed": "It cannot take the rows as they are, so it is given our standard preparation of them.",
    "last_step": "Its pipeline needs columns that the script makes itself, so its last step alone is "
    "measured, on our standard preparation.",
}
MOST_LINES = 4
LONGEST_LINE = 400
PRINTED_CHARS = 8_000


@dataclass(frozen=True)
class Claim:
    """``value`` is in the metric's own unit: 97 % is 0.97."""

    line: int
    value: float


@dataclass(frozen=True)
class Said:
    """What the script printed, and the number in it that looks like the score."""

    printed: str
    claim: str
    line: int | None
    sentence: str
    left: tuple[str, ...] = ()
    figures: tuple[SaidPicture, ...] = ()


@dataclass(frozen=True)
class SaidPicture:
    url: str
    width: int
    height: int
    title: str


@dataclass(frozen=True)
class Evidence:
    """Lines of the script under one of the codes of ``EXPLAINS``."""

    code: str
    lines: tuple[int, ...]

    @property
    def sentence(self) -> str:
        lines = [str(line) for line in self.lines]
        where = f"line {lines[0]}" if len(lines) == 1 else f"lines {listed(lines)}"
        return f"{EXPLAINS[self.code]} ({where})."


def find_claims(printed: str, metric: str) -> list[Claim]:
    """Numbers that stand right after the metric's name, in order."""
    pattern = re.compile(_NAMES[metric] + _BETWEEN + _NUMBER, re.IGNORECASE)
    return [
        Claim(number, value)
        for number, line in enumerate(printed.splitlines(), start=1)
        for match in pattern.finditer(line[:LONGEST_LINE])
        if (value := _value(match, metric)) is not None
    ]


def _value(match: re.Match[str], metric: str) -> float | None:
    """None for what the metric can never be."""
    value = float(match["number"].replace(",", "."))
    limits = METRICS[metric]
    if match["percent"] or (limits.high == 1 and 1 < value <= 100):
        value /= 100
    return value if limits.low <= value <= limits.high else None


def last_claim(evaluation: Evaluation) -> Claim | None:
    """The last number printed that looks like the primary metric: scripts print their best news last."""
    claims = find_claims(evaluation.printed, evaluation.protocol["primary_metric"])
    return claims[-1] if claims else None


def show_said(
    evaluation: Evaluation, claim: Claim | None, line: ScoreLine, models: Sequence[Model]
) -> Said | None:
    """None where the script printed and drew nothing, and nothing is to be told of its run."""
    printed = block(evaluation.printed, PRINTED_CHARS).strip("\n")
    left, figures = show_left(evaluation), show_figures(evaluation)
    if not (printed.strip() or left or figures):
        return None
    script = next((model for model in models if model.is_script and model.score), None)
    shown = Said(printed, "", None, "", left, figures)
    if claim is None or script is None or script.score is None:
        nothing = "Nothing in it looks like the score that we measured." if printed.strip() else ""
        return replace(shown, sentence=nothing)
    said, measured = line.write(claim.value), script.score.text
    flatters = (claim.value > (script.score.high or 0)) == line.higher_is_better
    evidence = find_evidence(evaluation) if flatters else None
    sentence = weigh_claim(claim.value, said, measured, script, evidence)
    return replace(shown, claim=said, line=claim.line, sentence=sentence)


def weigh_claim(
    value: float, said: str, measured: str, script: Model, evidence: Sequence[Evidence] | None
) -> str:
    """What the script says against what we measured, and where they differ the lines that explain it.

    ``evidence`` is None where the script says less than we measured.
    """
    score = script.score
    if score is None or score.low is None or score.high is None:
        return f"It said {said}; measured on rows it had not seen it scores {measured}."
    if score.low <= value <= score.high:
        return f"It said {said} and we measured {measured}: they agree within the interval."
    gap = f"It said {said} but we measured {measured} ({score.spread}) on rows that it had not seen."
    if evidence is None:
        return f"{gap} It is better than it says: its own test rows were harder, or its training rows few."
    if evidence:
        return f"{gap} {' '.join(one.sentence for one in evidence)}"
    return f"{gap} No line of it explains that: it may have been lucky in its own split."


def find_evidence(evaluation: Evaluation) -> list[Evidence]:
    """The lines that are known to make a script's own score better than it is, the weightiest first."""
    found = {check.code: check for check in evaluation.checks.all() if check.outcome in ("issue", "tip")}
    return [
        Evidence(code, tuple(found[code].evidence.get("lines", ())[:MOST_LINES]))
        for code in EXPLAINS
        if code in found
    ]


def show_left(evaluation: Evaluation) -> tuple[str, ...]:
    """What a whole script left, and what was done differently from the learner's machine, in sentences."""
    told = evaluation.said
    if not told:
        return ()
    names = [clean(name, 100) for name in told["models"]]
    left = [f"It left {count(len(names), 'model')}: {listed(names)}."] if len(names) > 1 else []
    measured = f"What is measured is `{clean(told['name'], 60)}`, a {clean(told['model'], 60)}."
    how = HOW.get(evaluation.plan.get("input_mode", ""), "")
    stopped = told.get("stopped")
    ended = [f"It stopped early: {clean(stopped['message'], 400)}"] if stopped else []
    notes = [clean(note, 300) for note in told["notes"]]
    return tuple(filter(None, [*left, measured if told["model"] else "", how, *ended, *notes]))


def show_figures(evaluation: Evaluation) -> tuple[SaidPicture, ...]:
    """Only a whole script has any; their bytes are fetched one by one."""
    if not evaluation.said:
        return ()
    drawn = evaluation.said_figures.values_list("position", "line", "width", "height")
    return tuple(
        SaidPicture(
            reverse("evaluation_said_figure", args=[evaluation.pk, position]),
            width,
            height,
            f"Figure {position + 1} of the script" + (f", line {line}" if line else ""),
        )
        for position, line, width, height in drawn
    )
