"""What a script printed that looks like a score, to stand beside the score that was measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evaluations.core.metric_registry import METRICS
from evaluations.figures.scoreline import ScoreLine
from evaluations.models import Evaluation
from evaluations.shown.scores import Model
from evaluations.shown.words import block

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
    """None where the script printed nothing."""
    printed = block(evaluation.printed, PRINTED_CHARS).strip("\n")
    if not printed.strip():
        return None
    script = next((model for model in models if model.is_script and model.score), None)
    if claim is None or script is None or script.score is None:
        return Said(printed, "", None, "Nothing in it looks like the score that we measured.")
    said, measured = line.write(claim.value), script.score.text
    return Said(printed, said, claim.line, weigh_claim(claim.value, said, measured, script))


def weigh_claim(value: float, said: str, measured: str, script: Model) -> str:
    if script.score is None or script.score.low is None or script.score.high is None:
        return f"It said {said}; measured on rows it had not seen it scores {measured}."
    if script.score.low <= value <= script.score.high:
        return f"It said {said} and we measured {measured}: they agree within the interval."
    return (
        f"It said {said} but we measured {measured} ({script.score.spread}) on rows that it had not seen. "
        "A gap like this usually means that the script scored itself on rows it had learnt from."
    )
