"""What is known of the lockbox: closed, opened once with its score, or absent."""

from __future__ import annotations

from dataclasses import dataclass

from evaluations.figures.numbers import count
from evaluations.figures.scoreline import ScoreLine
from evaluations.figures.text import clean
from evaluations.models import Evaluation, LockboxOpening
from evaluations.openings import openings_so_far
from evaluations.shown.agreement import Agreement, weigh_lockbox
from evaluations.shown.measurement import Rows
from evaluations.shown.scores import score_entry


@dataclass(frozen=True)
class Lockbox:
    """``status`` is "none" (no rows set aside), "closed", "opening", "opened" or "failed"."""

    status: str
    sentence: str
    text: str = ""
    spread: str = ""
    agreement: Agreement | None = None


def opening_of(evaluation: Evaluation) -> LockboxOpening | None:
    return getattr(evaluation, "lockbox_opening", None)


def show_lockbox(
    evaluation: Evaluation, opening: LockboxOpening | None, rows: Rows, line: ScoreLine
) -> Lockbox:
    if not rows.lockbox:
        return Lockbox("none", "There is no lockbox: the data are too small for one.")
    if opening is None:
        return Lockbox("closed", f"lockbox of {count(rows.lockbox, 'row')}, not opened")
    if opening.status == LockboxOpening.Status.FAILED:
        why = clean((opening.reason or {}).get("message") or "")
        return Lockbox("failed", f"the lockbox could not be scored. {why}".strip())
    entry = opening.scores.get(evaluation.protocol["primary_metric"])
    if opening.status == LockboxOpening.Status.OPENING or entry is None:
        return Lockbox("opening", f"lockbox of {count(rows.lockbox, 'row')}, being opened")
    times = openings_so_far(evaluation)
    often = "opened once" if times == 1 else f"opened {times} times"
    text, ends = line.write(entry["score"]), (entry["low"], entry["high"])
    spread = " to ".join(line.write(end) for end in ends) if None not in ends else ""
    within = f" ({spread})" if spread else ""
    results, best = evaluation.report["results"], evaluation.report["best"]
    measured = score_entry(results, best, evaluation.protocol["primary_metric"])
    agreement = weigh_lockbox(measured, entry, line)
    return Lockbox("opened", f"lockbox {text}{within}, {often}", text, spread, agreement)
